"""The texts of the banners: what happened, what it means, what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.errors import SaveError
from core.system.paths import ESTABLISHMENT_NAME
from gui.language import formats, journal_words, labels
from gui.shell.banner import Kind, Notice
from gui.work.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from core.errors import ReadError
    from core.journal.health import Health
    from core.system.settings import SettingsFile
    from gui.shell.banner import BannerArea
    from gui.shell.dialogs import Dialogs


class Notices(QObject):
    """Posts and withdraws banners; `dialogs` opens what they name."""

    def __init__(self, banners: BannerArea, settings: SettingsFile, dialogs: Dialogs) -> None:
        super().__init__(banners)
        self._dialogs = dialogs
        self._banners = banners
        self._settings = settings
        banners.acknowledged.connect(self._acknowledge)

    @Slot(object)
    def cannot_save(self, error: SaveError) -> None:
        """Report that records cannot be saved now."""
        self._banners.post(Notice("save", Kind.ERROR, partial(self._cannot_save, error)))

    def can_save(self) -> None:
        """Withdraw `cannot_save`."""
        self._banners.withdraw("save")

    def cannot_read(self, error: ReadError) -> None:
        """Report that the log cannot be read."""
        self._banners.withdraw("reading")
        self._banners.post(Notice("read", Kind.ERROR, partial(self._cannot_read, error)))

    def can_read(self) -> None:
        """Withdraw `cannot_read` and `still_reading`."""
        self._banners.withdraw("read")
        self._banners.withdraw("reading")

    @Slot()
    def still_reading(self) -> None:
        """Report that the log is still being read."""
        self._banners.post(Notice("reading", Kind.INFO, self._still_reading, answer=True))

    def damage(self, name: str, health: Health, show: Callable[[], None]) -> None:
        """Report the damaged lines of a journal; `show` lists them. Withdraws the notice if there are none.

        What the user has acknowledged is not reported again until other lines are damaged.
        """
        count = health.damaged_count
        words = partial(journal_words.words(name).damaged, count)
        notice = Notice(f"damage {name}", Kind.WARNING, words, self._details, show, mark=health.damage_mark)
        self._post_if(count > 0, notice)

    def copies(self, health: Health, show: Callable[[], None]) -> None:
        """Report the copies of the log's lines, and the conflicts among them; as `damage`."""
        count = len(health.copies)
        words = partial(self._copies, count, health.conflicts)
        notice = Notice("copies", Kind.WARNING, words, self._details, show, mark=health.copies_mark)
        self._post_if(count > 0, notice)

    def corrections(self, count: int) -> None:
        """Report the number of corrected records that could not be retracted; 0 withdraws the notice."""
        self._post_if(count > 0, Notice("corrections", Kind.WARNING, partial(self._corrections, count)))

    def lost(self, name: str, count: int) -> None:
        """Report the number of entries of a journal that are missing; 0 withdraws the notice."""
        words = partial(journal_words.words(name).lost, count)
        self._post_if(count > 0, Notice(f"lost {name}", Kind.ERROR, words))

    def drops(self, drops: Mapping[str, int]) -> None:
        """Report the journals with fewer records than at the last session; none withdraws the notice."""
        sentences: list[Callable[[], str]] = []
        for name, count in drops.items():
            words = journal_words.words(name)
            sentences.append(partial(words.dropped_too if sentences else words.dropped, count))
        self._post_if(bool(drops), Notice("drops", Kind.WARNING, partial(self._drops, sentences)))

    def model_missing(self, name: str, built_in: str) -> None:
        """Report that the model to be used is missing or damaged, and which one predicts; "" withdraws it."""
        words = partial(self._model_missing, name, built_in)
        self._post_if(bool(name), Notice("model", Kind.ERROR, words))

    def establishment(self, *, is_damaged: bool) -> None:
        """Report that the establishment's file cannot be read; False withdraws the notice."""
        self._post_if(is_damaged, Notice("establishment", Kind.WARNING, self._establishment_damaged))

    def clock_wrong(self) -> None:
        """Report a clock earlier than the last record."""
        self._banners.post(Notice("clock", Kind.WARNING, self._clock_wrong))

    def clock_ahead(self, today: date, last: date) -> None:
        """Report a date far ahead of the `last` day with records."""
        self._banners.post(Notice("clock-ahead", Kind.WARNING, partial(self._clock_ahead, today, last)))

    def clock_not_ahead(self) -> None:
        """Withdraw `clock_ahead`."""
        self._banners.withdraw("clock-ahead")

    @Slot(object)
    def not_kept(self, error: SaveError) -> None:
        """Report that a setting could not be saved and lasts for this session only."""
        self._banners.post(Notice("settings", Kind.WARNING, partial(self._not_kept, error), answer=True))

    def crashed_before(self, path: str) -> None:
        """Report that the previous session crashed; `path` is the crash file."""
        self._banners.post(Notice("crash", Kind.INFO, partial(self._crashed_before, path)))

    @Slot(object)
    def succeeded(self, words: Callable[[], str]) -> None:
        """Report the success of an action of the user: an export, print, note or backup."""
        self._banners.withdraw("failure")
        notice = Notice("success", Kind.INFO, words, answer=True)
        if isinstance(words, Written):
            show = self._show_in_folder, partial(self._dialogs.show_in_folder, words.path)
            if words.can_open:
                open_it = self._open, partial(self._dialogs.open_file, words.path)
                notice = Notice("success", Kind.INFO, words, *open_it, answer=True, more=show[0], show_more=show[1])
            else:
                notice = Notice("success", Kind.INFO, words, *show, answer=True)
        self._banners.post(notice)

    def imported(self, words: Callable[[], str], undo: Callable[[], None]) -> None:
        """Report an import that has ended; `undo` undoes it."""
        self._banners.withdraw("failure")
        self._banners.post(Notice("success", Kind.INFO, words, self._undo, undo, answer=True))

    @Slot(object)
    def failed(self, words: Callable[[], str]) -> None:
        """Report the failure of such an action."""
        self._banners.withdraw("success")
        self._banners.post(Notice("failure", Kind.ERROR, words, answer=True))

    @Slot()
    def answered(self) -> None:
        """Withdraw the last success: the user has moved on."""
        self._banners.withdraw("success")

    def working(
        self, name: str, words: Callable[[], str], cancel: Callable[[], None], *, follows_answer: bool = False
    ) -> None:
        """Report a running task, identified by `name`; `words` returns its progress, `cancel` stops it.

        The answer to the last action is withdrawn, except where the task follows from that action.
        """
        if not follows_answer:
            self._banners.withdraw("success")
            self._banners.withdraw("failure")
        self._banners.post(Notice(name, Kind.INFO, words, self._cancel, cancel, runs=True))

    @Slot()
    def went_on(self) -> None:
        """Update the progress of running tasks."""
        self._banners.retranslate()

    def has_ended(self, name: str) -> None:
        """Withdraw the notice of a task that has ended."""
        self._banners.withdraw(name)

    @Slot(str, str)
    def _acknowledge(self, name: str, mark: str) -> None:
        try:
            self._settings.change(acknowledged={**self._settings.current.acknowledged, name: mark})
        except SaveError as error:
            self.not_kept(error)

    def _post_if(self, is_so: bool, notice: Notice) -> None:
        if is_so and notice.mark and self._settings.current.acknowledged.get(notice.name) == notice.mark:
            is_so = False
        if is_so:
            self._banners.post(notice)
        else:
            self._banners.withdraw(notice.name)

    def _cannot_save(self, error: SaveError) -> str:
        return self.tr(
            "Ahora no se puede guardar. {reason} Puede predecir, pero nada se guardará hasta corregirlo."
        ).format(reason=labels.failure(error))

    def _cannot_read(self, error: ReadError) -> str:
        return self.tr(
            "El archivo de registros no se puede leer. {reason} No se borró nada; el reporte no se puede mostrar."
        ).format(reason=labels.failure(error))

    def _still_reading(self) -> str:
        return self.tr("Los registros aún se están leyendo: espere un momento.")

    def _copies(self, count: int, conflicts: int) -> str:
        found = self.tr("%Ln líneas del archivo de registros están repetidas.", "", count)
        if conflicts:
            found += " " + self.tr("%Ln tienen otros datos: vale la primera.", "", conflicts)
        counted = self.tr("Cada registro cuenta una sola vez. Nada se borró. Avise a la persona encargada.")
        return f"{found} {counted}"

    def _corrections(self, count: int) -> str:
        return (
            self.tr("%Ln registros ya corregidos no se pudieron anular y cuentan también.", "", count)
            + " "
            + self.tr("El programa lo hará cuando pueda. Avise a la persona encargada.")
        )

    def _drops(self, sentences: list[Callable[[], str]]) -> str:
        nobody = self.tr("El programa no borró nada. Si nadie lo hizo a propósito, avise a la persona encargada.")
        return " ".join([*(sentence() for sentence in sentences), nobody])

    def _model_missing(self, name: str, built_in: str) -> str:
        return self.tr(
            "El modelo {name}, que estaba en uso, ya no está o está dañado: predice {built_in}, el que viene con el "
            "programa. Avise a la persona encargada."
        ).format(name=name, built_in=built_in)

    def _details(self) -> str:
        return self.tr("Ver d&etalles")

    def _open(self) -> str:
        return self.tr("A&brir")

    def _show_in_folder(self) -> str:
        return self.tr("M&ostrar en la carpeta")

    def _undo(self) -> str:
        return self.tr("D&eshacer…")

    def _cancel(self) -> str:
        return self.tr("&Cancelar")

    def _establishment_damaged(self) -> str:
        return self.tr(
            "No se pudieron leer el código y el nombre del establecimiento: el archivo {file} está dañado. Con el "
            "próximo registro queda aparte, y este computador recibe otro puesto. Escríbalos en Archivo → "
            "Establecimiento."
        ).format(file=ESTABLISHMENT_NAME)

    def _clock_wrong(self) -> str:
        return self.tr(
            "El reloj del computador parece estar mal: marca una hora anterior a la última predicción. La predicción "
            "quedó guardada. Revise la fecha y la hora."
        )

    def _clock_ahead(self, today: date, last: date) -> str:
        locale = self._banners.locale()
        return self.tr(
            "El reloj del computador marca el {today}, más de un año después del último uso del programa ({last}). "
            "Si la fecha no es correcta, corríjala antes de seguir."
        ).format(today=formats.day(today, locale), last=formats.day(last, locale))

    def _not_kept(self, error: SaveError) -> str:
        return self.tr("El cambio vale hasta cerrar el programa, pero no se pudo recordar. {reason}").format(
            reason=labels.failure(error)
        )

    def _crashed_before(self, path: str) -> str:
        return self.tr(
            "La última vez el programa se cerró de golpe. Lo guardado está a salvo. Los detalles quedaron en {path}"
        ).format(path=path)
