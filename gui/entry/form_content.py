"""What stands in the form, kept while a record is corrected."""

from __future__ import annotations

from typing import NamedTuple


class Content(NamedTuple):
    """What stands in the form: for each field its text and its placeholder; and the index of the field in use."""

    fields: tuple[tuple[str, str], ...]
    is_spent: bool = False
    place: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed."""
        return not any(typed for typed, _ in self.fields)
