"""The help desk: every organisation has its own tickets, and shares the tables with all the others."""

import csv
import io
from typing import Any

from fastapi import FastAPI, Response
from owned import customers_of, one_or_404, tickets_of
from sqlalchemy import func, select

from database import Database, Viewer
from models import Comment, Customer, Ticket

app = FastAPI()


def shown(ticket: Ticket) -> dict[str, Any]:
    return {"id": ticket.id, "subject": ticket.subject, "status": ticket.status, "customer_id": ticket.customer_id}


def shown_comment(comment: Comment) -> dict[str, Any]:
    return {"id": comment.id, "author": comment.author, "text": comment.text}


@app.get("/tickets")
def list_tickets(
    session: Database, viewer: Viewer, status: str = "", customer_id: int | None = None, q: str = ""
) -> dict[str, Any]:
    """Tickets by id. total: of the organisation, whatever the filters."""
    found = tickets_of(viewer)
    if customer_id is not None:
        found = found.where(Ticket.customer_id == customer_id)
    if status:
        found = found.where(Ticket.status == status)
    if q:
        found = found.where(Ticket.subject.contains(q) | Ticket.body.contains(q))
    total = session.scalar(select(func.count()).select_from(tickets_of(viewer).subquery()))
    return {"total": total, "items": [shown(ticket) for ticket in session.scalars(found.order_by(Ticket.id))]}


@app.get("/tickets/{ticket_id}")
def show_ticket(session: Database, viewer: Viewer, ticket_id: int) -> dict[str, Any]:
    ticket = one_or_404(session, tickets_of(viewer).where(Ticket.id == ticket_id), "ticket")
    other = session.scalar(tickets_of(viewer).where(Ticket.id == ticket.duplicate_of_id))
    return shown(ticket) | {"body": ticket.body, "duplicate_of": shown(other) if other else None}


@app.get("/tickets/{ticket_id}/comments")
def list_comments(session: Database, viewer: Viewer, ticket_id: int) -> list[dict[str, Any]]:
    ticket = one_or_404(session, tickets_of(viewer).where(Ticket.id == ticket_id), "ticket")
    comments = session.scalars(select(Comment).where(Comment.ticket_id == ticket.id).order_by(Comment.id))
    return [shown_comment(comment) for comment in comments]


@app.get("/tickets/{ticket_id}/comments/{comment_id}")
def show_comment(session: Database, viewer: Viewer, ticket_id: int, comment_id: int) -> dict[str, Any]:
    ticket = one_or_404(session, tickets_of(viewer).where(Ticket.id == ticket_id), "ticket")
    comment = one_or_404(
        session, select(Comment).where(Comment.ticket_id == ticket.id, Comment.id == comment_id), "comment"
    )
    return shown_comment(comment)


@app.get("/customers/{customer_id}/tickets")
def list_tickets_of_customer(session: Database, viewer: Viewer, customer_id: int) -> dict[str, Any]:
    customer = one_or_404(session, customers_of(viewer).where(Customer.id == customer_id), "customer")
    tickets = session.scalars(tickets_of(viewer).where(Ticket.customer_id == customer.id).order_by(Ticket.id))
    return {"customer": customer.name, "items": [shown(ticket) for ticket in tickets]}


@app.get("/export.csv")
def export(session: Database, viewer: Viewer, ids: str = "") -> Response:
    """All tickets of the organisation by id, or those of ?ids=1,2,3."""
    found = tickets_of(viewer)
    if ids:
        wanted = [int(one) for one in ids.split(",") if one.isdecimal()]
        found = found.where(Ticket.id.in_(wanted))
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(["id", "subject", "status", "body"])
    writer.writerows(
        [ticket.id, ticket.subject, ticket.status, ticket.body] for ticket in session.scalars(found.order_by(Ticket.id))
    )
    return Response(sheet.getvalue(), media_type="text/csv")
