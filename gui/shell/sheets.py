"""Pages to read in a dialog: about the program, its keys, a journal's damaged lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Slot, qVersion
from PySide6.QtGui import QGuiApplication, QKeySequence

from core.system.paths import APP_ID
from gui.kit.announce import announce
from gui.language import formats, journal_words, labels
from gui.language.i18n import tr
from gui.shell.messages import Messages, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QPushButton

    from core.clinical.model import Model
    from core.journal.entry import Sealed
    from core.journal.health import Health
    from core.journal.reader import LineOf

_ICON: Final = Path(__file__).parent.with_name("icons") / "predictor-medico-128.png"

_ICON_LINES: Final = 4
"""Height of the icon, in heights of a line of text; `_LINE` is that in pixels where no window has a font."""
_LINE: Final = 16

_TIGHT: Final = 'cellspacing="0" cellpadding="0"'
"""Tables begin where the text above them does."""

MOST_LINES: Final = 200
"""Most damaged lines listed; there may be millions."""


_OF_PC: Final = 4
"""Rows of *Acerca de* that differ from PC to PC: model, folder, versions, system."""


class Sheets(Messages):
    """Shows pages, and tells."""

    _data_dir: Path
    """The folder that *Acerca de* has a button for."""
    _facts: str
    """What its button copies: the versions of the program and of what it runs on."""
    _copy: QPushButton

    def about(self, model: Model, data_dir: Path) -> None:
        """Show version, model, data directory and licence."""
        import platform  # noqa: PLC0415 - not on the first screen
        from importlib.metadata import version  # noqa: PLC0415 - likewise

        from gui.kit.sheet import Sheet  # noqa: PLC0415 - likewise

        rows = (
            (self.tr("Modelo"), model.name),
            (self.tr("Carpeta de datos"), str(data_dir)),
            (self.tr("Hecho con"), f"Qt {qVersion()}, Python {platform.python_version()}"),
            (self.tr("Sistema"), f"{platform.system()} {platform.release()}"),
            (self.tr("Licencia"), self.tr("MIT; Qt bajo LGPL 3")),
            (self.tr("Ayuda"), self.tr("La guía (F1) y la persona encargada de su establecimiento")),
        )
        told = (
            self.tr("Versión {version}").format(version=version(APP_ID)),
            self.tr("Suma puntos de tres signos vitales de un adulto y muestra una categoría y sus razones."),
        )
        side = _ICON_LINES * (self._parent.fontMetrics().height() if self._parent else _LINE)
        size = f'width="{side}" height="{side}"'
        html = (
            f'<table {_TIGHT}><tr><td style="padding-right: 16px"><img src="{_ICON.as_posix()}" {size}></td>'
            f"<td><h2>{escaped(self.tr('Predictor Médico'))}</h2>{escaped(told[0])}</td></tr></table>"
            f"<p>{escaped(told[1])}</p><p><b>{escaped(labels.disclaimer())}</b></p>"
        )
        sheet = Sheet(self.tr("Acerca de Predictor Médico"), html + _table(rows), self._parent)
        self._data_dir = data_dir
        sheet.add_button(self.tr("&Abrir carpeta de datos")).clicked.connect(self._open_data_dir)
        program = f"{self.tr('Predictor Médico')} {version(APP_ID)}"
        self._facts = "\n".join([program, *(f"{name}: {value}" for name, value in rows[:_OF_PC])]) + "\n"
        self._copy = sheet.add_button(self.tr("&Copiar estos datos"))
        self._copy.setToolTip(self.tr("Para escribirle a quien da soporte: versión, modelo y sistema"))
        self._copy.clicked.connect(self._copy_facts)
        sheet.exec()

    def shortcuts(self, groups: Iterable[tuple[str, list[QAction]]]) -> None:
        """List all keys: of the form, the records, the guide, and the actions by menu."""
        from gui.kit.sheet import Sheet  # noqa: PLC0415 - not on the first screen

        rows = _heading(self.tr("Al escribir")) + _rows(self._form_keys())
        rows += _heading(self.tr("En Registros")) + _rows(self._record_keys())
        rows += _heading(self.tr("Su criterio, si se pregunta")) + _rows(self._judgement_keys())
        rows += _heading(self.tr("En la guía")) + _rows(self._guide_keys())
        for title, actions in groups:
            keys = [(_keys_of(action), action.text().replace("&", "").removesuffix("…")) for action in actions]
            rows += _heading(title) + _rows(keys)
        # One table, so that the columns align.
        Sheet(self.tr("Atajos de teclado"), f"<table {_TIGHT}>{rows}</table>", self._parent).exec()

    def damage(self, health: Health, path: Path) -> None:
        """List the damaged lines of a journal."""
        first, told = (
            self.tr("Estas líneas del archivo están dañadas."),
            journal_words.words(path.name).damage_listed(),
        )
        self._list_lines(self.tr("Líneas dañadas"), f"{first} {told}", path, health.damaged, health.damaged_count)

    def copies(self, health: Health, log: Path) -> None:
        """List the log's copies and conflicts."""
        told = self.tr(
            "Estas líneas del archivo repiten un registro que ya está más arriba, y no cuentan. Así quedan cuando un "
            "programa que sincroniza carpetas junta dos copias del archivo. Muéstrelas a la persona encargada."
        )
        self._list_lines(self.tr("Líneas repetidas"), told, log, health.copied, len(health.copies))

    def _list_lines(self, title: str, told: str, path: Path, listed: list[LineOf[Sealed]], count: int) -> None:
        from gui.kit.sheet import Sheet  # noqa: PLC0415 - not on the first screen

        locale = self._parent.locale() if self._parent else QLocale()
        rows = [
            (
                self.tr("Línea {number}, byte {offset}").format(
                    number=formats.count(line.number, locale), offset=formats.count(line.offset, locale)
                ),
                labels.line_kind(line.kind),
            )
            for line in listed[:MOST_LINES]
        ]
        html = f"<p>{escaped(told)}</p><p>{escaped(str(path))}</p>{_table(rows)}"
        if count > len(rows):
            # Not `self.tr`, which finds plurals only under the name of the derived class.
            more = tr("… y %Ln más.", "", count - len(rows))
            html += f"<p>{escaped(more)}</p>"
        Sheet(title, html, self._parent).exec()

    def _form_keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", self.tr("Campo siguiente; en el último, predice y guarda")),
            (formats.key("Tab"), self.tr("Campo siguiente")),
            (formats.key("Shift+Tab"), self.tr("Campo anterior")),
            (formats.key("Esc"), self.tr("Limpia el formulario y vuelve a Temperatura")),
            ("↑ ↓", self.tr("Sube o baja el valor escrito")),
            ("Alt", self.tr("Con la letra subrayada, abre un menú o presiona un botón")),
        ]

    def _record_keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", self.tr("Muestra el registro y su explicación")),
            (formats.key("Del"), self.tr("Anula el registro, o lo restablece")),
            (
                formats.key(QKeySequence.StandardKey.Copy),
                self.tr("Copia los registros elegidos, para una hoja de cálculo"),
            ),
            (f"{formats.key('Shift+Up').rpartition('+')[0]}+↑ ↓", self.tr("Elige varios registros")),
            (formats.key("Ctrl+F"), self.tr("Filtra y ordena la lista; Esc quita los filtros")),
            (formats.key("Ctrl+G"), self.tr("Va a los registros de un día")),
            (formats.key("Ctrl+E"), self.tr("Exporta la lista como se ve")),
            (formats.key("Ctrl+P"), self.tr("Imprime la lista como se ve")),
        ]

    def _judgement_keys(self) -> list[tuple[str, str]]:
        from gui.language import verdict_words  # noqa: PLC0415 - not on the first screen

        reasons = ", ".join(text[0] for text in verdict_words.reason_letters())
        return [
            (", ".join(labels.category_initials()), self.tr("Dice cómo está el paciente, después de un resultado")),
            (reasons, self.tr("Dice por qué difiere del resultado")),
            (formats.key("Backspace"), self.tr("Retira el criterio")),
        ]

    def _guide_keys(self) -> list[tuple[str, str]]:
        return [(formats.key(QKeySequence.StandardKey.Find), self.tr("Busca una palabra"))]

    @Slot()
    def _copy_facts(self) -> None:
        QGuiApplication.clipboard().setText(self._facts)
        self._copy.setText(self.tr("Copiado"))
        announce(self._copy, self.tr("Copiado"))

    @Slot()
    def _open_data_dir(self) -> None:
        self.open_folder(self._data_dir)


def _table(rows: Iterable[tuple[str, str]]) -> str:
    return f'<table {_TIGHT} style="margin-top: 8px">{_rows(rows)}</table>'


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<tr><td style="padding: 3px 24px 3px 0">{escaped(left)}</td>'
        f'<td style="padding: 3px 0">{escaped(right)}</td></tr>'
        for left, right in rows
    )


def _heading(title: str) -> str:
    return f'<tr><td colspan="2" style="padding: 12px 0 3px 0"><h3>{escaped(title)}</h3></td></tr>'


def _keys_of(action: QAction) -> str:
    return ", ".join(formats.key(key) for key in action.shortcuts())
