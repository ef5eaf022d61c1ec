"""What can be done with a box."""

from stock.models import Box, Movement


class NotEnoughPieces(Exception):
    pass


class SomebodyElse(Exception):
    """The box was changed since it was read."""


def save(box: Box) -> None:
    if Box.objects.get(pk=box.pk).version != box.version:
        raise SomebodyElse
    box.version += 1
    box.save()


def move(box_id: int, change: int) -> Movement:
    """Put pieces in or take them out. Raises Box.DoesNotExist, or NotEnoughPieces."""
    box = Box.objects.get(pk=box_id)
    if box.pieces + change < 0:
        raise NotEnoughPieces
    box.pieces += change
    save(box)
    return Movement.objects.create(box=box, change=change, pieces_after=box.pieces)


def describe(box_id: int, texts: dict[str, str]) -> Box:
    """Change label, note or both. Raises Box.DoesNotExist."""
    box = Box.objects.get(pk=box_id)
    for name, text in texts.items():
        setattr(box, name, text)
    save(box)
    return box
