"""Checks of a JSON file's structure, value by value; an error names the place in the file.

The first screen reads two small files. Python's `json` does that in less time than importing `msgspec` takes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NoReturn

from core.errors import ShapeFlaw


class ShapeError(Exception):
    """A value of the wrong type or content; `facts` are its place, `$.id`, and what else its words name."""

    def __init__(self, flaw: ShapeFlaw, **facts: object) -> None:
        super().__init__(f"{flaw.value} {facts}")
        self.flaw = flaw
        self.facts = facts


class Node:
    """A JSON value and its path (`$.points`). An object is held as a tuple of pairs, in the order of the file.

    Every accessor raises ShapeError for a value that does not fit.
    """

    def __init__(self, value: object, place: str = "$") -> None:
        self._value = value
        self._place = place

    def members(self, required: frozenset[str], optional: frozenset[str] = frozenset()) -> dict[str, Node]:
        """Return an object's members; all `required` ones must be there, and only `optional` ones besides."""
        found = self.any_members()
        for name in sorted(required - found.keys()):
            self._refuse(ShapeFlaw.MISSING_FIELD, name=name)
        for name in sorted(found.keys() - required - optional):
            self._refuse(ShapeFlaw.UNKNOWN_FIELD, name=name)
        return found

    def any_members(self) -> dict[str, Node]:
        """Return an object's members under any names; a repeated name is refused."""
        if not isinstance(self._value, tuple):
            self._refuse(ShapeFlaw.NOT_AN_OBJECT)
        found: dict[str, Node] = {}
        for name, value in self._value:
            if name in found:
                self._refuse(ShapeFlaw.REPEATED_FIELD, name=name)
            found[name] = Node(value, f"{self._place}.{name}")
        return found

    def items(self) -> list[Node]:
        """Return the items of a list."""
        if not isinstance(self._value, list):
            self._refuse(ShapeFlaw.NOT_A_LIST)
        return [Node(value, f"{self._place}[{index}]") for index, value in enumerate(self._value)]

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self._value, str):
            self._refuse(ShapeFlaw.NOT_TEXT)
        return self._value

    def words(self) -> str:
        """Return a text with something other than white space."""
        text = self.text()
        if not text.strip():
            self._refuse(ShapeFlaw.BLANK)
        return text

    def one_of(self, *choices: str) -> str:
        """Return a text that is one of the choices."""
        text = self.text()
        if text not in choices:
            self._refuse(ShapeFlaw.UNKNOWN_VALUE, name=text)
        return text

    def whole(self) -> int:
        """Return a number written without a decimal point."""
        if not isinstance(self._value, int) or isinstance(self._value, bool):
            self._refuse(ShapeFlaw.NOT_WHOLE)
        return self._value

    def number(self) -> Decimal:
        """Return a number as the exact decimal of the file."""
        if not isinstance(self._value, int | Decimal) or isinstance(self._value, bool):
            self._refuse(ShapeFlaw.NOT_A_NUMBER)
        return Decimal(self._value)

    def plain(self) -> object:
        """Return the value as Python's own types: objects as dict, numbers with a decimal point as float."""
        if isinstance(self._value, tuple):
            return {name: node.plain() for name, node in self.any_members().items()}
        if isinstance(self._value, list):
            return [node.plain() for node in self.items()]
        return float(self._value) if isinstance(self._value, Decimal) else self._value

    def _refuse(self, flaw: ShapeFlaw, **facts: object) -> NoReturn:
        raise ShapeError(flaw, place=self._place, **facts)


def parse(content: bytes) -> Node:
    """Parse a JSON file. Raises ShapeError."""
    import json  # noqa: PLC0415 - not for the first start, which has no file to read

    try:
        value = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=tuple, parse_float=Decimal, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        raise ShapeError(ShapeFlaw.SYNTAX, line=error.lineno, column=error.colno) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise ShapeError(ShapeFlaw.NOT_JSON) from error
    return Node(value)


def _refuse_constant(name: str) -> NoReturn:
    raise ShapeError(ShapeFlaw.NOT_FINITE, name=name)
