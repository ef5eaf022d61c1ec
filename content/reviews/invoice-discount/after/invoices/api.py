from fastapi import FastAPI

from . import amounts
from .models import Draft, Totals

app = FastAPI()


@app.post("/previews")
def preview(draft: Draft) -> Totals:
    """Show what an invoice of these lines would add up to; nothing is stored."""
    return amounts.totals(draft)
