"""How the form stands in the entry tab: the first arrangement that shows all of it, else one that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from gui.entry.entry_form import EntryForm


class Arrangement(NamedTuple):
    """`low`: labels beside their boxes, and no title; `has_keys`: with the list of keys.

    `number`: the kind of text of the numbers. `shares` of the width: of form, result and last patients.
    `spare`: least height to spread between the fields, in heights of a line.
    """

    low: bool
    has_keys: bool
    number: str
    shares: tuple[int, int, int]
    spare: float = 0.75

    def width(self, cards: int) -> int:
        """Return the width of the form of all cards' width, in pixels."""
        return cards * self.shares[0] // sum(self.shares)

    def spread(self, form: EntryForm, cards: int, height: int, points: float) -> int:
        """Return the height in pixels that is left to spread between the fields; negative if the form is cut."""
        width = self.width(cards)
        if self.low and not form.has_room_beside(width, points):
            return -height
        return height - form.height_at(width, points, low=self.low, has_keys=self.has_keys)


WIDE: Final = Arrangement(low=False, has_keys=True, number="number", shares=(2, 3, 3))
"""With the last patients as a third column."""

USUAL: Final = (
    Arrangement(low=False, has_keys=True, number="number", shares=(3, 5, 0)),
    Arrangement(low=True, has_keys=True, number="number", shares=(7, 8, 0)),
    Arrangement(low=True, has_keys=False, number="number", shares=(7, 8, 0)),
    Arrangement(low=True, has_keys=False, number="low_number", shares=(7, 8, 0), spare=0),
)
"""With form and result, the best first."""

SCROLLING: Final = Arrangement(low=False, has_keys=False, number="low_number", shares=(3, 5, 0), spare=0)
"""For windows too narrow for labels beside the boxes."""
