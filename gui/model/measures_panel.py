"""The panels of agreement with the user's judgement, and of quality and drift of what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from core.quality.agreement import SUFFICIENT
from core.quality.assessment import Alarm, assess
from core.quality.concordance import concordance
from core.quality.drift import MEAN_LIMIT
from core.quality.drift import SUFFICIENT as ENOUGH_VALUES
from core.station.survey import days_before
from core.vocabulary import Category
from gui.kit.label import label
from gui.kit.small_table import SmallTable
from gui.kit.two_columns import TwoColumns, block
from gui.language import labels
from gui.language.i18n import Translated
from gui.model import measure_words
from gui.model.card import card, row
from gui.model.distribution_chart import DistributionChart, last_digits
from gui.model.measuring import Measuring
from gui.model.share_chart import Share, ShareChart
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent, QWheelEvent

    from core.errors import ReadError
    from core.quality.assessment import Quality, VitalQuality
    from core.station.station import Station
    from core.station.survey import Survey
    from core.system.settings import SettingsFile
    from gui.style.look import Look

_LATEST_DAYS: Final = 90


class MeasuresPanel(Translated, QWidget):
    """Both panels; measured in the background when they are shown and by `refresh`. `flow` is what runs."""

    def __init__(self, station: Station, look: Look, settings_file: SettingsFile) -> None:
        super().__init__()
        self._station = station
        self._look = look
        self._settings_file = settings_file
        self._survey: Survey | None = None
        self.flow = Measuring(station, self)
        self._agreement_title, self._quality_title = label("title", wraps=True), label("title", wraps=True)
        self._period, self._model = _Choice(), _Choice()
        self._period.setObjectName("concordancia_periodo")
        self._model.setObjectName("concordancia_modelo")
        for choice in (self._period, self._model):
            choice.setProperty("role", "filter")
        self._numbers, self._figures = (
            label("", "concordancia", wraps=True),
            label("strong", "concordancia_cifras", wraps=True),
        )
        self._matrix = SmallTable("concordancia_matriz", look)
        self._matrix_about, self._measures_about = label("muted", wraps=True), label("muted", wraps=True)
        self._state = label("", "calidad", wraps=True)
        self._measures = SmallTable("calidad_medidas", look)
        found = block(self._numbers, self._figures)
        compared, self._measured = (
            block(self._matrix, self._matrix_about),
            block(self._measures, self._measures_about),
        )
        for part, table in ((compared, self._matrix), (self._measured, self._measures)):
            inside = part.layout()
            if inside is not None:
                inside.setAlignment(table, Qt.AlignmentFlag.AlignLeft)
        self._quality = TwoColumns(self._measured)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        agreement = card(self._agreement_title, row(self._period, self._model), TwoColumns(found, compared))
        quality = card(self._quality_title, self._state, self._quality)
        column.addWidget(agreement)
        column.addWidget(quality)
        self.flow.measured.connect(self._take)
        self.flow.failed.connect(self._fail)
        self._period.currentIndexChanged.connect(self._show_agreement)
        self._model.currentIndexChanged.connect(self._show_agreement)
        self.retranslate()

    @Slot()
    def refresh(self) -> None:
        """Measure again, if it is visible."""
        if self.isVisible():
            self.flow.begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure when the panels are shown."""
        super().showEvent(event)
        self.flow.begin()

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self._agreement_title.setText(self.tr("Concordancia con su criterio"))
        self._quality_title.setText(self.tr("Calidad de lo que se digita"))
        for choice, name in ((self._period, self.tr("Periodo")), (self._model, self.tr("Modelo"))):
            choice.setAccessibleName(name)
            choice.setAccessibleDescription(name)  # the name that is read is the choice itself
        chosen = max(0, self._period.currentIndex())
        self._period.blockSignals(True)
        self._period.clear()
        self._period.addItems([self.tr("Últimos 90 días"), self.tr("Todo")])
        self._period.setCurrentIndex(chosen)
        self._period.blockSignals(False)
        if self._survey is None:
            self._state.setText(labels.reading())
        else:
            self._show_all(self._survey)

    @Slot(object)
    def _take(self, survey: Survey) -> None:
        self._survey = survey
        self._show_all(survey)

    @Slot(object)
    def _fail(self, error: ReadError) -> None:
        self._state.setText(labels.failure(error))

    def _show_all(self, survey: Survey) -> None:
        models = list(dict.fromkeys(one.model for one in survey.judged))
        chosen = self._model.currentData()
        self._model.blockSignals(True)
        self._model.clear()
        self._model.addItem(self.tr("Todos los modelos"), None)
        for model in models:
            self._model.addItem(model or self.tr("Sin modelo"), model)
        self._model.setCurrentIndex(max(0, self._model.findData(chosen)) if chosen is not None else 0)
        self._model.blockSignals(False)
        self._show_agreement()
        self._show_quality(survey)

    @Slot()
    def _show_agreement(self) -> None:
        if self._survey is None:
            return
        since = days_before(self._station.clock().date(), _LATEST_DAYS - 1).isoformat()
        is_latest, model = self._period.currentIndex() == 0, self._model.currentData()
        found = concordance(
            one for one in self._survey.judged if (not is_latest or one.day >= since) and model in (None, one.model)
        )
        locale = self.locale()
        self._numbers.setText(measure_words.verdicts(found, locale))
        accuracy = found.agreement.accuracy
        if accuracy is None:
            self._figures.setText(measure_words.too_few(SUFFICIENT))
        else:
            sentences = measure_words.accuracy(accuracy, locale), measure_words.kappa(found.agreement.kappa, locale)
            self._figures.setText("\n".join(sentences))
        names = labels.category_letters()
        rows = [(name, *map(str, row)) for name, row in zip(names, found.agreement.matrix, strict=True)]
        self._matrix_about.setText(
            self.tr("Filas: lo que mostró el programa. Columnas: su criterio, antes de ver el resultado.")
        )
        self._matrix.show_rows(
            self._matrix_about.text(),
            (self.tr("Mostrado"), *labels.category_initials()),
            rows,
            list(Category),
        )
        for widget in (self._matrix, self._matrix_about):
            widget.setVisible(found.agreement.total > 0)

    def _show_quality(self, survey: Survey) -> None:
        fahrenheit = self._settings_file.current.fahrenheit
        refused = sum(count for day, count in fahrenheit.items() if survey.now.has(day))
        found = assess(survey.now.typed(refused), survey.before.typed())
        for widget in (self._measures, self._measures_about):
            widget.setVisible(found.is_sufficient)
        if not found.is_sufficient:
            self._quality.show_blocks([self._measured])
            self._state.setText(
                self.tr(
                    "Aún no alcanzan: en los últimos 30 días hacen falta {least} registros, y hay {count}."
                ).format(least=ENOUGH_VALUES, count=found.total)
            )
            return
        alarms = [self._alarm_of_records(survey, found, which) for which in found.alarms]
        for place, vital in enumerate(found.vitals):
            alarms += [self._alarm(survey, place, vital, which) for which in vital.alarms]
        self._quality.show_blocks([*alarms, self._measured])
        self._say_state(found)
        self._measures_about.setText(
            self.tr(
                "n: valores. z: cambio del promedio; llama la atención por encima de {limit} o por debajo de "
                "−{limit}. PSI: cambio de la distribución; llama la atención por encima de su límite."
            ).format(limit=self.locale().toString(MEAN_LIMIT, "f", 2))
        )
        self._measures.show_rows(
            self.tr("Medidas de los últimos 30 días contra el año anterior"),
            (
                self.tr("Signo vital"),
                "n",
                "z",
                "PSI",
                self.tr("Límite"),
                self.tr("Terminan en 0"),
            ),
            measure_words.measures(found, self.locale()),
        )

    def _say_state(self, found: Quality) -> None:
        count = len(found.alarms) + sum(len(vital.alarms) for vital in found.vitals)
        if count:
            self._state.setText(self.tr("Para revisar, en los últimos 30 días: {count}.").format(count=count))
        elif any(vital.shift is None for vital in found.vitals):
            self._state.setText(self.tr("Nada llama la atención. Aún no hay meses anteriores con qué comparar."))
        else:
            self._state.setText(
                self.tr("Nada llama la atención en los últimos 30 días, comparados con el año anterior.")
            )

    def _alarm_of_records(self, survey: Survey, found: Quality, which: Alarm) -> QWidget:
        now, before = survey.now.typed(), survey.before.typed()
        names = self.tr("El año anterior"), self.tr("Los últimos 30 días")
        if which is Alarm.REPEATED:
            shares = Share(names[0], before.equal, before.pairs), Share(names[1], now.equal, now.pairs)
        else:
            refused = self._settings_file.current.fahrenheit
            counts = [sum(refused[day] for day in refused if part.has(day)) for part in (survey.before, survey.now)]
            shares = (
                Share(names[0], counts[0], before.total + counts[0]),
                Share(names[1], counts[1], now.total + counts[1]),
            )
        chart = ShareChart(self._look, shares, self.locale())
        chart.setObjectName(f"grafico_{which.value}")
        told = label("warning", text=measure_words.alarm_of_records(which, found), wraps=True)
        return block(told, chart, level=1)

    def _alarm(self, survey: Survey, place: int, vital: VitalQuality, which: Alarm) -> QWidget:
        now, before = survey.now.by_vital[place], survey.before.by_vital[place]
        told = measure_words.alarm(which, vital, self.locale())
        width, are_digits = measure_words.bins(place, which)
        if are_digits:
            chart = DistributionChart(self._look, last_digits(now, width), last_digits(before, width), 1.0)
        else:
            chart = DistributionChart(self._look, now, before, width)
        chart.setObjectName(f"grafico_{vital.vital.name}_{which.value}")
        chart.setAccessibleName(self.tr("Barras: los últimos 30 días. Línea: el año anterior."))
        about = label("muted", text=chart.accessibleName(), wraps=True)
        return block(label("warning", text=told, wraps=True), chart, about, level=1)


class _Choice(QComboBox):
    """A choice that the wheel passes over, as wide as its longest text."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
