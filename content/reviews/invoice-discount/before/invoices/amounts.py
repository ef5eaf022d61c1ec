from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from .models import Draft, Totals

CENT = Decimal("0.01")


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def totals(draft: Draft) -> Totals:
    """Add up the lines; the rules of rounding stand in the README."""
    net_of_rate: dict[int, Decimal] = defaultdict(Decimal)
    for line in draft.lines:
        net_of_rate[line.vat_percent] += line.quantity * line.price
    net = sum(net_of_rate.values(), Decimal(0))
    vat = sum((to_cents(part * rate / 100) for rate, part in net_of_rate.items()), Decimal(0))
    return Totals(net=to_cents(net), vat=to_cents(vat), gross=to_cents(net + vat))
