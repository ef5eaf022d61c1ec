"""What can be done with a box."""

from django.db import transaction

from stock.models import Box, Movement


class NotEnoughPieces(Exception):
    pass


def move(box_id: int, change: int) -> Movement:
    """Put pieces in or take them out. Raises Box.DoesNotExist, or NotEnoughPieces."""
    box = Box.objects.get(pk=box_id)
    if box.pieces + change < 0:
        raise NotEnoughPieces
    with transaction.atomic():
        Box.objects.select_for_update().get(pk=box_id)
        box.pieces += change
        box.save(update_fields=["pieces"])
        return Movement.objects.create(box=box, change=change, pieces_after=box.pieces)


def describe(box_id: int, texts: dict[str, str]) -> Box:
    """Change label, note or both. Raises Box.DoesNotExist."""
    box = Box.objects.get(pk=box_id)
    for name, text in texts.items():
        setattr(box, name, text)
    box.save(update_fields=texts)
    return box
