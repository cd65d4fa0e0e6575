"""How a room adds its commands to the district's command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.cli.parser import Parser


class AddCommand(Protocol):
    """Adds a command with its one-line description, and returns its parser for the command's own arguments."""

    def __call__(self, name: str, about: str, *parents: Parser) -> Parser:
        """Add the command `name`; `parents` are parsers whose arguments it shares."""
