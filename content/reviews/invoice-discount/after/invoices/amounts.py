from collections import defaultdict

from .models import Draft, Totals


def totals(draft: Draft) -> Totals:
    """Add up the lines after the discount; the rules of rounding stand in the README."""
    factor = 1 - draft.discount_percent / 100
    full = 0.0
    net_of_rate: dict[int, float] = defaultdict(float)
    for line in draft.lines:
        amount = line.quantity * float(line.price)
        full += amount
        net_of_rate[line.vat_percent] += round(amount * factor, 2)
    net = round(sum(net_of_rate.values()), 2)
    vat = round(sum(round(part * rate / 100, 2) for rate, part in net_of_rate.items()), 2)
    return Totals(net=net, discount=round(full - net, 2), vat=vat, gross=round(net + vat, 2))
