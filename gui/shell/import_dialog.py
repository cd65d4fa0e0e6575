"""The steps of an import after the choice of the file: how it is read, with a preview, and a dry run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.exchange.incoming.rows import FileFlaw, FileRefusedError
from core.exchange.incoming.source import Format
from gui.kit import mnemonics
from gui.kit.announce import announce
from gui.kit.label import label
from gui.language import import_words, labels
from gui.shell.import_form import ImportForm
from gui.shell.import_table import ImportTable
from gui.style.style_sheet import restyle
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.errors import SaveError
    from core.exchange.incoming.importing import Imported
    from core.exchange.incoming.mapping import Mapping
    from core.exchange.incoming.preview import Preview
    from gui.work.import_preparation import Preparation
    from gui.work.questions import Questions

_MAPPING, _COUNTS = range(2)
_MOST_COLUMNS: Final = 40
"""Columns shown of a table that cannot be read yet."""

_YIELDED: Final = 10
"""The part of its width that the form yields at most, one of so many."""

_CHARACTERS: Final = 220
"""Width of the dialog, in characters, if the screen has it."""


class ImportDialog(QDialog):
    """Prepares an import; accepted when the user wants it as previewed and counted.

    `questions` ask for another file, and for that of the refused rows.
    """

    def __init__(
        self,
        preparation: Preparation,
        questions: Questions,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importar")
        self._preparation = preparation
        self._questions = questions
        self._is_readable = False
        self._previewed: Path | None = None
        self._counted: Imported | None = None
        self._about = label("muted", "archivo_importar", wraps=True)
        self._state = label("strong", "estado_importar", wraps=True)
        self._form = ImportForm()
        self._table = ImportTable()
        self._counts = label("", "cuenta_importar", wraps=True)
        self._pages = QStackedWidget()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._buttons = QDialogButtonBox(self)
        self._cancel = self._button(self.tr("&Cancelar"), "cancelar_importar", self.reject)
        self._save = QPushButton(self.tr("&Guardar rechazadas…"))
        self._save.setObjectName("guardar_rechazadas")
        self._save.clicked.connect(self._save_refused)
        self._back = self._button(self.tr("&Atrás"), "atras_importar", self._go_back)
        self._next = self._button(self.tr("&Siguiente"), "siguiente_importar", self._go_on)
        self._next.setDefault(True)
        self._lay_out()
        self._form.changed.connect(self._on_mapping)
        preparation.previewed.connect(self._on_preview)
        preparation.counted.connect(self._on_counts)
        preparation.failed.connect(self._on_failure)
        preparation.saved.connect(self._on_saved)
        preparation.broke.connect(self.reject)
        preparation.begun.connect(self._on_progress)
        preparation.progressed.connect(self._on_progress)
        preparation.ended.connect(self._on_ended)
        self._wait()

    @Slot(object)
    def _on_preview(self, preview: Preview) -> None:
        self._form.show_preview(preview, self._preparation.given)
        kind = preview.source.kind
        self._previewed = self._preparation.path
        self._area.setVisible(kind is not Format.LOG)
        self._about.setText(f"{self._preparation.path.name} · {import_words.file_kind(kind)}")
        refused = [row.refused for row in preview.rows if row.refused is not None]
        if preview.flaw is not None:
            self._show_cells(preview)
            self._say(self._why(preview.flaw), "error")
        elif not preview.rows:
            self._table.show_cells([], [])
            self._say(self.tr("El archivo no tiene ninguna fila."), "error")
        else:
            self._table.show_rows(preview.rows)
            text = self.tr("Primeras %Ln filas: así se leen.", "", len(preview.rows))
            if refused:
                text += " " + self.tr("%Ln rechazadas, marcadas con ▲.", "", len(refused)) + " "
                text += import_words.first_refused(refused[0], self.locale())
            self._say(text, "strong")
        self._share_width()
        self._is_readable = preview.flaw is None and bool(preview.rows)
        self._show_step(_MAPPING)
        self._follow_answer()

    def _why(self, error: FileRefusedError) -> str:
        """Return the sentence for a file that cannot be read yet, by the kind of row that the user has chosen."""
        if error.flaw is FileFlaw.NO_COLUMNS:
            error = FileRefusedError(error.flaw, ", ".join(self._form.missing))
        return import_words.file_refused(error)

    def _share_width(self) -> None:
        """Give the form half of the width, or less if it needs less or the rows need a little more."""
        half = self.width() // 2
        lacking = self._table.least_width - (self.width() - half - 8 * GRID)
        most = half - max(0, min(lacking, half // _YIELDED))
        self._area.setFixedWidth(min(most, self._form.fit(most - 3 * GRID) + 3 * GRID))

    @Slot(object)
    def _on_counts(self, done: Imported) -> None:
        self._counted = done
        lines = [
            self.tr("%Ln registros nuevos", "", done.added),
            self.tr("%Ln ya están aquí", "", done.known - done.reinstated),
            self.tr("%Ln filas rechazadas", "", done.refused),
        ]
        if done.reinstated:
            lines.insert(2, self.tr("%Ln anulados que contarán otra vez", "", done.reinstated))
        if done.notes:
            lines.append(self.tr("%Ln anulaciones o criterios que vienen con ellos", "", done.notes))
        self._counts.setText("\n".join(lines))
        if done.changes_anything:
            self._say(self.tr("Hasta ahora no se cambió nada. Presione Importar para agregarlos."), "strong")
        else:
            self._say(self.tr("El archivo no tiene nada nuevo que importar."), "error")
        self._show_step(_COUNTS)

    @Slot(object)
    def _on_failure(self, words: Callable[[], str]) -> None:
        self._is_readable = False
        self._about.setText(self._preparation.path.name)
        self._table.show_cells([], [])
        self._area.setVisible(self._previewed == self._preparation.path)
        self._say(words(), "error")
        self._show_step(_MAPPING)

    def _follow_answer(self) -> None:
        """Go on to what comes next once what was asked for is chosen and has the keyboard."""
        if not self._form.is_answered:
            return
        if self._form.undecided() is not None:
            self._area.ensureWidgetVisible(self._form.focus_first())
        elif self._next.isEnabled():
            self._next.setFocus()

    @Slot(object)
    def _on_mapping(self, mapping: Mapping) -> None:
        self._preparation.look(mapping)
        self._is_readable = False
        self._next.setEnabled(False)

    @Slot()
    def _go_on(self) -> None:
        if self._pages.currentIndex() == _COUNTS:
            self.accept()
        else:
            self._preparation.count()
            self._wait()

    @Slot()
    def _go_back(self) -> None:
        if self._pages.currentIndex() == _COUNTS:
            self._preparation.look(self._preparation.given)
            self._wait()
            return
        chosen = self._questions.choose_import(str(self._preparation.path.parent))
        if chosen is not None:
            self._preparation.look_at(Path(chosen))
            self._wait()

    @Slot()
    def _save_refused(self) -> None:
        source = self._preparation.path
        chosen = self._questions.choose_export_file(
            self.tr("Guardar las filas rechazadas"),
            str(source.parent),
            f"{source.stem}-{self.tr('rechazadas')}.csv",
            [(self.tr("Tabla"), "csv")],
        )
        if chosen is None:
            return
        self._wait()
        self._preparation.save_refused(Path(chosen[0]), self.locale())

    @Slot(object, object)
    def _on_saved(self, path: Path, error: SaveError | None) -> None:
        if error is None:
            self._say(self.tr("Filas rechazadas en {path}").format(path=path), "strong")
        else:
            reason = labels.failure(error)
            self._say(self.tr("No se guardó {path}. {reason}").format(path=path, reason=reason), "error")
        self._show_step(_COUNTS)

    @Slot()
    @Slot(int)
    def _on_progress(self, percent: int = 0) -> None:
        done = self._preparation.words(self.locale())
        self._bar.setVisible(True)
        self._bar.setRange(0, 100 if percent else 0)  # 0 and 0: it moves, without telling how far
        self._bar.setValue(percent)
        self._bar.setAccessibleName(done)
        self._say(done, "strong", aloud=False)

    @Slot()
    def _on_ended(self) -> None:
        self._bar.hide()

    def _wait(self) -> None:
        """Let nothing be pressed until the file is read."""
        for button in (self._save, self._back, self._next):
            button.setEnabled(False)

    def _show_step(self, page: int) -> None:
        is_last = page == _COUNTS
        has_moved = self._pages.currentIndex() != page or not self._back.isEnabled()
        self._pages.setCurrentIndex(page)
        names = (self.tr("cómo se lee el archivo"), self.tr("la prueba"))
        self.setWindowTitle(self.tr("Importar, paso {step} de 3: {name}").format(step=page + 2, name=names[page]))
        self._back.setEnabled(True)
        self._save.setVisible(self._preparation.has_refused)
        self._save.setEnabled(is_last)
        self._next.setText(self.tr("&Importar") if is_last else self.tr("&Siguiente"))
        done = self._counted
        self._next.setEnabled(bool(done and done.changes_anything) if is_last else self._is_readable)
        mnemonics.give(self)
        if not has_moved:
            return
        if is_last:
            (self._next if self._next.isEnabled() else self._cancel).setFocus()
        elif self._area.isVisibleTo(self):
            self._area.ensureWidgetVisible(self._form.focus_first())
        else:
            (self._next if self._next.isEnabled() else self._back).setFocus()

    def _say(self, text: str, role: str, *, aloud: bool = True) -> None:
        self._state.setText(text)
        restyle(self._state, "role", role)
        if aloud:
            announce(self, text)

    def _show_cells(self, preview: Preview) -> None:
        table = preview.source.table
        self._table.show_cells(
            table.headings[:_MOST_COLUMNS] if table else [], [cells[:_MOST_COLUMNS] for cells in preview.cells]
        )

    def _lay_out(self) -> None:
        self._area = QScrollArea()
        self._area.setWidget(self._form)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mapping = QWidget()
        beside = QHBoxLayout(mapping)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2 * GRID)
        beside.addWidget(self._area)
        beside.addWidget(self._table, 1)
        counts = QWidget()
        below = QVBoxLayout(counts)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(2 * GRID)
        below.addWidget(self._counts)
        below.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        below.addStretch(1)
        self._pages.addWidget(mapping)
        self._pages.addWidget(counts)
        self._bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (self._about, self._state, self._bar):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addWidget(self._buttons)
        self.ensurePolished()
        characters = self.fontMetrics().averageCharWidth() * _CHARACTERS
        self.resize(QSize(characters, characters // 2).boundedTo(self.screen().availableSize() * 0.94))

    def _button(self, text: str, name: str, run: Callable[[], object]) -> QPushButton:
        button = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setObjectName(name)
        button.clicked.connect(run)
        return button
