"""The texts of the banners: what happened, what it means, what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.language import formats, labels
from gui.shell.banner import Kind, Notice

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from core.errors import ReadError, SaveError
    from core.station.past import Fewer
    from gui.shell.banner import BannerArea


class Notices(QObject):
    """Posts banners and takes them back."""

    def __init__(self, banners: BannerArea) -> None:
        super().__init__(banners)
        self._banners = banners

    def cannot_save(self, error: SaveError) -> None:
        """Say that the disk takes nothing just now."""
        self._banners.post(Notice("save", Kind.ERROR, partial(self._cannot_save, error)))

    def can_save(self) -> None:
        """The disk takes records again."""
        self._banners.withdraw("save")

    def cannot_read(self, error: ReadError) -> None:
        """Say that the log cannot be read."""
        self._banners.withdraw("reading")
        self._banners.post(Notice("read", Kind.ERROR, partial(self._cannot_read, error)))

    def can_read(self) -> None:
        """The log has been read."""
        self._banners.withdraw("read")
        self._banners.withdraw("reading")

    @Slot()
    def still_reading(self) -> None:
        """Say that the log has not been read yet."""
        self._banners.post(Notice("reading", Kind.INFO, self._still_reading, answer=True))

    def damage(self, count: int, show: Callable[[], None]) -> None:
        """Say how many lines of the log are damaged; `show` lists them. 0 takes it back."""
        words = partial(self._damage, count)
        self._post_if(count > 0, Notice("damage", Kind.WARNING, words, self._details, show))

    def damaged_voids(self, count: int, show: Callable[[], None]) -> None:
        """Say how many lines of the journal of voids are damaged, in all as `damage` does it."""
        words = partial(self._damaged_voids, count)
        self._post_if(count > 0, Notice("damaged-voids", Kind.WARNING, words, self._details, show))

    def copies(self, count: int, conflicts: int, show: Callable[[], None]) -> None:
        """Say how many lines repeat a record, and how many of these with other data; `show` lists them."""
        words = partial(self._copies, count, conflicts)
        self._post_if(count > 0, Notice("copies", Kind.WARNING, words, self._details, show))

    def lost(self, count: int) -> None:
        """Say how many records are not in the data folder any more; 0 takes it back."""
        self._post_if(count > 0, Notice("lost", Kind.ERROR, partial(self._lost, count)))

    def lost_voids(self, count: int) -> None:
        """Say how many voidings are not in the data folder any more; 0 takes it back."""
        self._post_if(count > 0, Notice("lost-voids", Kind.ERROR, partial(self._lost_voids, count)))

    def fewer(self, fewer: Fewer | None) -> None:
        """Say that there was more when the program was used last; None takes it back."""
        if fewer is None:
            self._banners.withdraw("fewer")
        else:
            self._banners.post(Notice("fewer", Kind.WARNING, partial(self._fewer, fewer)))

    def clock_wrong(self) -> None:
        """Say that the clock went back."""
        self._banners.post(Notice("clock", Kind.WARNING, self._clock_wrong))

    def clock_ahead(self, today: date, last: date) -> None:
        """Say that the date is far ahead of the `last` day on which the program was used."""
        self._banners.post(Notice("clock-ahead", Kind.WARNING, partial(self._clock_ahead, today, last)))

    def clock_not_ahead(self) -> None:
        """The clock was set back."""
        self._banners.withdraw("clock-ahead")

    @Slot(object)
    def not_kept(self, error: SaveError) -> None:
        """Say that a setting will be forgotten."""
        self._banners.post(Notice("settings", Kind.WARNING, partial(self._not_kept, error), answer=True))

    def crashed_before(self, path: str) -> None:
        """Say that the program ended badly the last time."""
        self._banners.post(Notice("crash", Kind.INFO, partial(self._crashed_before, path)))

    @Slot(object)
    def exported(self, words: Callable[[], str]) -> None:
        """Say where the file is, or that the page is at the printer."""
        self._banners.withdraw("export-failed")
        self._banners.post(Notice("export", Kind.INFO, words, answer=True))

    @Slot(object)
    def export_failed(self, words: Callable[[], str]) -> None:
        """Say why there is no file."""
        self._banners.withdraw("export")
        self._banners.post(Notice("export-failed", Kind.ERROR, words, answer=True))

    @Slot()
    def answered(self) -> None:
        """The user has gone on since the last success was told."""
        self._banners.withdraw("export")

    def working(self, name: str, words: Callable[[], str], cancel: Callable[[], None]) -> None:
        """Say what is under way, under a name of its own; `words` say how far it is, `cancel` ends it."""
        self._banners.withdraw("export")
        self._banners.withdraw("export-failed")
        self._banners.post(Notice(name, Kind.INFO, words, self._cancel, cancel, runs=True))

    @Slot()
    def went_on(self) -> None:
        """What is under way has come further."""
        self._banners.retranslate()

    def has_ended(self, name: str) -> None:
        """What was under way by that name has ended."""
        self._banners.withdraw(name)

    def _post_if(self, is_so: bool, notice: Notice) -> None:
        if is_so:
            self._banners.post(notice)
        else:
            self._banners.withdraw(notice.name)

    def _cannot_save(self, error: SaveError) -> str:
        return self.tr(
            "Ahora no se puede guardar. {reason} Lo que prediga no quedará en el registro hasta que eso se arregle."
        ).format(reason=labels.failure(error))

    def _cannot_read(self, error: ReadError) -> str:
        return self.tr(
            "El registro no se puede leer. {reason} No se borró nada; el reporte no se puede mostrar."
        ).format(reason=labels.failure(error))

    def _still_reading(self) -> str:
        return self.tr("Los registros aún se están leyendo: espere un momento.")

    def _damage(self, count: int) -> str:
        return (
            self.tr("%Ln líneas del registro están dañadas.", "", count)
            + " "
            + self.tr("Nada se borró y los demás registros están bien. Avise a la persona encargada.")
        )

    def _damaged_voids(self, count: int) -> str:
        return (
            self.tr("%Ln líneas de las anulaciones están dañadas.", "", count)
            + " "
            + self.tr(
                "Algunos registros anulados pueden contar otra vez en el reporte. Nada se borró. Avise a la persona "
                "encargada."
            )
        )

    def _copies(self, count: int, conflicts: int) -> str:
        found = self.tr("%Ln líneas del archivo de registros repiten un registro.", "", count)
        if conflicts:
            found += " " + self.tr("%Ln tienen otros datos: vale la primera.", "", conflicts)
        counted = self.tr("Cada registro cuenta una sola vez. Nada se borró. Avise a la persona encargada.")
        return f"{found} {counted}"

    def _lost(self, count: int) -> str:
        return (
            self.tr("%Ln registros anteriores ya no están en la carpeta de datos.", "", count)
            + " "
            + self.tr(
                "El reporte cuenta solo lo que hay allí ahora. El programa no borró nada. Conecte de nuevo el disco "
                "o avise a la persona encargada."
            )
        )

    def _lost_voids(self, count: int) -> str:
        return (
            self.tr("%Ln anulaciones anteriores ya no están en la carpeta de datos.", "", count)
            + " "
            + self.tr(
                "Los registros anulados pueden contar otra vez en el reporte. El programa no borró nada. Avise a la "
                "persona encargada."
            )
        )

    def _fewer(self, fewer: Fewer) -> str:
        if fewer.are_voided:
            found = self.tr(
                "La última vez que se usó el programa había %Ln registros anulados, y ahora hay menos: los demás "
                "cuentan otra vez en el reporte.",
                "",
                fewer.before,
            )
        else:
            found = self.tr(
                "La última vez que se usó el programa había %Ln registros en la carpeta de datos, y ahora hay menos.",
                "",
                fewer.before,
            )
        if fewer.voided:
            found += " " + self.tr(
                "También había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.",
                "",
                fewer.voided,
            )
        return (
            found
            + " "
            + self.tr("El programa no borró nada. Si nadie lo hizo a propósito, avise a la persona encargada.")
        )

    def _details(self) -> str:
        return self.tr("Ver &detalles")

    def _cancel(self) -> str:
        return self.tr("&Cancelar")

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
