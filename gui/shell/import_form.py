"""The form of an import's mapping: how a table is read, and which column holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QWidget

from core.clinical.vitals import VITALS
from core.exchange.incoming.mapping import CELSIUS, FAHRENHEIT, LONG, SEPARATORS, Mapping, alike, columns_of
from core.exchange.incoming.rows import FileFlaw
from core.exchange.incoming.source import Format
from core.exchange.incoming.text import ENCODINGS
from core.exchange.incoming.times import Order
from gui.language import formats, import_words
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from core.exchange.incoming.preview import Preview

_MOST_HEADING_LINES: Final = 10
_LONGEST_EXAMPLE: Final = 19
_LEAST_CHARACTERS: Final = 16
_MOST_CHARACTERS: Final = 28
"""Widths that a choice asks for, in characters; one that holds longer texts cuts them."""

_WIDE: Final = ("fecha", "hora", *(vital.name for vital in VITALS), "clave")
_LONG: Final = ("fecha", "hora", *LONG, "unidad")
_COLUMNS: Final = tuple(dict.fromkeys(_WIDE + _LONG))


class ImportForm(QWidget):
    """Shows how a file is read; `changed` carries the Mapping that the user wants instead."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._asked: tuple[QWidget | None, QWidget | None] = None, None
        """What decided it before the last preview, and what does now."""
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, GRID, 0)
        self._form.setSpacing(GRID)
        self._shape = self._choice("filas", self.tr("Cada fila es:"), self._on_other_rows)
        self._columns = {name: self._choice(f"columna_{name}", f"{import_words.column(name)}:") for name in _COLUMNS}
        self._decimal = self._choice("decimal", self.tr("Signo decimal:"))
        self._dates = self._choice("fechas", self.tr("Orden de las fechas:"))
        self._unit = self._choice("unidad_temperatura", self.tr("Unidad de la temperatura:"))
        self._rounds = QCheckBox(self.tr("&Redondear fracciones"))
        self._rounds.setObjectName("redondear")
        self._rounds.clicked.connect(self._on_choice)
        self._form.addRow(self._rounds)
        self._separator = self._choice("separador", self.tr("Separador:"), self._find_columns)
        self._heading = self._choice("encabezado", self.tr("Líneas de encabezado:"), self._find_columns)
        self._encoding = self._choice("codificacion", self.tr("Codificación:"), self._find_columns)
        _fill(self._shape, [(False, self.tr("un paciente")), (True, self.tr("una observación"))], selected=False)
        self._show_columns()

    def show_preview(self, preview: Preview, given: Mapping) -> None:
        """Show the mapping of a file, as `given` by the user and completed from the file."""
        self._preview = preview
        self._show_found(preview, given)
        self._asked = self._asked[1], self.undecided()

    def _show_found(self, preview: Preview, given: Mapping) -> None:
        source, table = preview.source, preview.source.table
        is_table = table is not None
        for field in (self._shape, self._decimal, self._dates, self._unit, *self._columns.values()):
            self._set_visible(field, shown=is_table)
        for field in (self._separator, self._heading, self._encoding):
            self._set_visible(field, shown=is_table)
        self._form.setRowVisible(self._rounds, source.kind is not Format.LOG)
        self._rounds.setChecked(given.redondear)
        if table is None:
            return
        found = source.mapping
        if any(name in found.columnas for name in ("valor", *(vital.name for vital in VITALS))):
            self._shape.setCurrentIndex(int("valor" in found.columnas))
        for name, choice in self._columns.items():
            self._fill_column(choice, table.headings, found.columnas.get(name))
        self._show_columns()
        self._auto(self._decimal, [(",", self.tr("coma")), (".", self.tr("punto"))], given.decimal, found.decimal)
        self._auto(self._dates, self._orders(), given.fechas, found.fechas)
        self._auto(self._unit, [(CELSIUS, CELSIUS), (FAHRENHEIT, FAHRENHEIT)], given.unidad, found.unidad or CELSIUS)
        self._auto(self._separator, self._separators(), given.separador, found.separador)
        lines = [(number, formats.count(number, self.locale())) for number in range(_MOST_HEADING_LINES + 1)]
        self._auto(self._heading, lines, given.encabezado, table.first)
        self._auto(self._encoding, [(name, name.upper()) for name in ENCODINGS], given.codificacion, table.encoding)

    def fit(self, width: int) -> int:
        """Have texts in choices whole; return the width for that, in pixels.

        Labels go above their choices if they would be wider than `width` beside them.
        """
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._ask_for(_MOST_CHARACTERS)
        if self._form.sizeHint().width() > width:
            self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        needed = self._form.sizeHint().width()
        self._ask_for(_LEAST_CHARACTERS)
        return needed

    def _ask_for(self, most: int) -> None:
        """Make each choice as wide as its longest text, within the least and `most` characters."""
        for choice in self.findChildren(QComboBox):
            metrics = choice.fontMetrics()
            texts = (choice.itemText(place) for place in range(choice.count()))
            longest = max(map(metrics.horizontalAdvance, texts), default=0)
            characters = -(-longest // metrics.horizontalAdvance("X"))
            choice.setMinimumContentsLength(max(_LEAST_CHARACTERS, min(characters, most)))
        self._form.invalidate()

    def focus_first(self) -> QWidget:
        """Focus what decides why the rows cannot be read yet, else the first thing that can be chosen; return it."""
        first = self._shape if self._shape.isVisibleTo(self) else self._rounds
        field = self.undecided() or first
        field.setFocus()
        return field

    @property
    def missing(self) -> list[str]:
        """The columns that the chosen kind of row needs and that are not chosen, by their names in a mapping."""
        needed = ("fecha", *(LONG if self._shape.currentData() else [vital.name for vital in VITALS]))
        return [name for name in needed if not self._columns[name].currentData()]

    def undecided(self) -> QWidget | None:
        """Return what decides why the rows cannot be read yet; None if nothing here does."""
        preview = self._preview
        if preview is None or preview.flaw is None or preview.source.table is None:
            return None
        missing = self.missing
        if preview.flaw.flaw is FileFlaw.AMBIGUOUS_COLUMNS:
            missing = [name for name in missing if alike(preview.source.table.headings, [name])]
        if missing:
            return self._columns[missing[0]]
        return {FileFlaw.AMBIGUOUS_DATES: self._dates, FileFlaw.AMBIGUOUS_DECIMALS: self._decimal}.get(
            preview.flaw.flaw
        )

    @property
    def is_answered(self) -> bool:
        """Whether what decided it before the last preview has the keyboard, is chosen, and decides it no more.

        A closed list that is stepped through with the arrow keys may not be at its last choice yet.
        """
        asked, now = self._asked
        return isinstance(asked, _Choice) and asked.hasFocus() and not asked.is_stepped and now != asked

    def mapping(self) -> Mapping:
        """Return the mapping as chosen."""
        chosen = {name: self._columns[name].currentData() for name in self._named}
        columns = {name: heading for name, heading in chosen.items() if heading}
        heading = self._heading.currentData()
        table = self._preview.source.table if self._preview else None
        if columns and heading is None and table is not None and not table.first:
            heading = 0  # the columns have numbers, which must not be looked for among the data
        return self._of_file(columns, heading)

    def _of_file(self, columns: dict[str, str], heading: int | None) -> Mapping:
        order = self._dates.currentData()  # a combo box returns an enum of strings as a mere string
        return Mapping(
            codificacion=self._encoding.currentData(),
            separador=self._separator.currentData(),
            decimal=self._decimal.currentData(),
            fechas=None if order is None else Order(order),
            encabezado=heading,
            columnas=columns,
            unidad=self._unit.currentData(),
            redondear=self._rounds.isChecked(),
        )

    @Slot()
    def _on_choice(self) -> None:
        self._show_columns()
        self.changed.emit(self.mapping())

    @Slot()
    def _on_other_rows(self) -> None:
        """Take the columns by their headings where none was chosen for this kind of row."""
        self._show_columns()
        chosen = self.mapping()
        table = self._preview.source.table if self._preview else None
        found = columns_of(table.headings) if table and table.first else {}
        columns = {name: heading for name, heading in found.items() if name in self._named} | chosen.columnas
        self.changed.emit(replace(chosen, columnas=columns))

    @Slot()
    def _find_columns(self) -> None:
        """Have the columns found again: there are others now."""
        self.changed.emit(self._of_file({}, self._heading.currentData()))

    def _show_columns(self) -> None:
        is_table = self._preview is None or self._preview.source.table is not None
        for name, choice in self._columns.items():
            self._set_visible(choice, shown=is_table and name in self._named)

    @property
    def _named(self) -> tuple[str, ...]:
        """What the columns of the chosen kind of row can hold."""
        return _LONG if self._shape.currentData() else _WIDE

    def _choice(self, name: str, label: str, on_choice: Callable[[], None] | None = None) -> QComboBox:
        choice = _Choice()
        choice.setObjectName(name)
        choice.setAccessibleName(label.removesuffix(":"))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(_LEAST_CHARACTERS)
        choice.activated.connect(on_choice or self._on_choice)
        words = QLabel(label)
        words.setBuddy(choice)
        self._form.addRow(words, choice)
        return choice

    def _set_visible(self, field: QWidget, *, shown: bool) -> None:
        self._form.setRowVisible(field, shown)

    def _fill_column(self, choice: QComboBox, headings: Sequence[str], selected: str | None) -> None:
        first = self._preview.cells[0] if self._preview and self._preview.cells else []
        examples = dict(reversed(list(zip(headings, first, strict=False))))
        columns = [
            (heading, _with_example(heading, examples.get(heading, ""))) for heading in dict.fromkeys(headings)
        ]
        named = [column for column in columns if column[0]]
        _fill(choice, [(None, self.tr("(ninguna)")), *named], selected=selected)

    def _orders(self) -> list[tuple[Order, str]]:
        return [
            (Order.DAY_FIRST, self.tr("día, mes, año")),
            (Order.MONTH_FIRST, self.tr("mes, día, año")),
            (Order.ISO, self.tr("año, mes, día")),
        ]

    def _separators(self) -> list[tuple[str, str]]:
        names = {
            ";": self.tr("punto y coma"),
            ",": self.tr("coma"),
            "\t": self.tr("tabulador"),
            "|": self.tr("barra vertical"),
        }
        return [(sign, names[sign]) for sign in SEPARATORS]

    def _auto(self, choice: QComboBox, items: Sequence[tuple[Any, str]], given: object, found: object) -> None:
        """Fill a choice whose first item leaves it to the program, and says what was found."""
        said = next((text for value, text in items if value == found), "")
        auto = self.tr("automático: {found}").format(found=said) if said and given is None else self.tr("automático")
        _fill(choice, [(None, auto), *items], selected=given)


class _Choice(QComboBox):
    """A list. `is_stepped`: the last key in it, while it was closed, was an arrow."""

    is_stepped = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell arrows from letters."""
        self.is_stepped = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        super().keyPressEvent(event)

    def showPopup(self) -> None:
        """Forget the keys: what is chosen in the open list is meant."""
        self.is_stepped = False
        super().showPopup()


def _fill(choice: QComboBox, items: Iterable[tuple[Any, str]], *, selected: object) -> None:
    choice.clear()
    for place, (value, text) in enumerate(items):
        choice.addItem(text, value)
        if value == selected:
            choice.setCurrentIndex(place)


def _with_example(heading: str, example: str) -> str:
    text = example.strip()
    if not text:
        return heading
    return f"{heading} · {text[:_LONGEST_EXAMPLE]}{'…' if len(text) > _LONGEST_EXAMPLE else ''}"
