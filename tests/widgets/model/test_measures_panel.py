"""Agreement, quality and drift in the tab of the model: of too little, of a sound clinic, of a habit."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QPoint
from PySide6.QtWidgets import QComboBox, QLabel

from core.clinical.vitals import HEART_RATE, TEMPERATURE
from core.notes import verdicts
from core.notes.verdicts import Said
from core.quality.agreement import Agreement, Interval
from core.quality.assessment import Alarm, Quality, VitalQuality
from core.quality.drift import Measure, Shift
from core.records import find
from core.records.record import Record, classify, encode
from core.system.settings import SettingsFile
from core.vocabulary import Category
from gui.kit.small_table import SmallTable
from gui.model import measure_words, model_words
from gui.model.distribution_chart import DistributionChart, last_digits, shares
from gui.model.measures_panel import MeasuresPanel
from gui.model.share_chart import ShareChart
from tests.samples import CATEGORIES
from tests.stations import loaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.style.look import Look

MODEL = "reglas-1.0.2+08e2b106"


def lines(today: Any, days: int, per_day: int, *, ago: int = 0, rounds_to: int = 1, seed: int = 1) -> bytes:
    """Records of a sound clinic, or of one that rounds its pressures, up to `ago` days before today."""
    chance = random.Random(seed)  # noqa: S311 - samples
    return b"".join(
        encode(
            Record(
                f"{today - timedelta(days=ago + days - 1 - day):%Y-%m-%d} 08:00:00",
                round(chance.gauss(36.9, 0.6), 1),
                round(chance.gauss(125, 20) / rounds_to) * rounds_to,
                round(chance.gauss(82, 14)),
                chance.choice(CATEGORIES),
                "-05:00",
                f"{chance.getrandbits(128):032x}",
                MODEL,
                3,
            )
        )
        for day in range(days)
        for _ in range(per_day)
    )


def record_of(line: bytes) -> Record:
    found = classify(line.removesuffix(b"\n"))[1]
    assert found is not None
    return found


class Measured:
    def __init__(self, panel: MeasuresPanel) -> None:
        self.panel = panel

    def text(self, name: str) -> str:
        found = self.panel.findChild(QLabel, name)
        assert found is not None, name
        return found.text()

    @property
    def seen(self) -> list[str]:
        return [label.text() for label in self.panel.findChildren(QLabel) if label.isVisible()]

    def choice(self, name: str) -> QComboBox:
        found = self.panel.findChild(QComboBox, name)
        assert found is not None, name
        return found

    def table(self, name: str) -> SmallTable:
        found = self.panel.findChild(SmallTable, name)
        assert found is not None, name
        return found


@pytest.fixture
def measure(qtbot: QtBot, station: Station, look: Look, data_dir: Path) -> Callable[[bytes], Measured]:
    def open_panel(content: bytes) -> Measured:
        data_dir.mkdir(parents=True, exist_ok=True)
        station.log.write_bytes(content)
        loaded(station)
        panel = MeasuresPanel(station, look, SettingsFile(data_dir))
        qtbot.addWidget(panel)
        panel.setLocale(QLocale("es_CO"))
        panel.resize(900, 900)
        with qtbot.waitSignal(panel.flow.measured):
            panel.show()
        return Measured(panel)

    return open_panel


def judge(station: Station, count: int, *, is_blind: bool = True) -> None:
    """Judge the first records: two of three as shown, the third as terminal."""
    for number in range(1, count + 1):
        target = find.by_name(station.log, f"linea:{number}")
        assert target is not None
        category = Category.TERMINAL if number % 3 == 0 else Category(target.record.resultado)
        station.note(target, verdicts.give(target.record, Said(category, is_blind)))


def test_an_empty_log_says_that_there_is_not_enough(measure: Callable[[bytes], Measured]) -> None:
    found = measure(b"")
    assert found.text("calidad") == "Aún no alcanzan: en los últimos 30 días hacen falta 50 registros, y hay 0."
    assert found.text("concordancia") == "Registros con criterio: 0; antes de ver el resultado: 0."
    assert "Aún no alcanzan" in found.text("concordancia_cifras")
    assert not found.table("concordancia_matriz").isVisible()


def test_a_sound_clinic_has_nothing_to_look_at(measure: Callable[[bytes], Measured], clock: Any) -> None:
    today = clock.now
    found = measure(lines(today, 100, 20, ago=30, seed=2) + lines(today, 30, 20, seed=3))
    assert found.text("calidad").startswith("Nada llama la atención en los últimos 30 días")
    model = found.table("calidad_medidas").model()
    assert model.rowCount() == 3
    assert model.index(1, 1).data() == "600"
    assert found.panel.findChildren(DistributionChart) == []


def test_without_earlier_months_that_is_said(measure: Callable[[bytes], Measured], clock: Any) -> None:
    found = measure(lines(clock.now, 30, 20))
    assert found.text("calidad").endswith("Aún no hay meses anteriores con qué comparar.")


def test_rounded_pressures_alarm_with_a_chart_and_what_to_do(
    measure: Callable[[bytes], Measured], clock: Any, qtbot: QtBot
) -> None:
    today = clock.now
    found = measure(lines(today, 100, 20, ago=30) + lines(today, 30, 20, rounds_to=10, seed=5))
    assert found.text("calidad") == "Para revisar, en los últimos 30 días: 2."
    qtbot.waitUntil(lambda: any("redondeando" in text for text in found.seen))
    (rounding,) = [text for text in found.seen if "redondeando" in text]
    assert rounding == (
        "Presión sistólica: se está redondeando a decenas (100 % terminan en 0). Anote lo que muestra el aparato."
    )
    charts = found.panel.findChildren(DistributionChart)
    assert {chart.objectName() for chart in charts} == {"grafico_presion_distribucion", "grafico_presion_ceros"}
    assert all(chart.accessibleName() and chart.grab().width() > 0 for chart in charts)
    with qtbot.waitSignal(found.panel.flow.measured):
        found.panel.refresh()
    found.panel.retranslate()
    qtbot.waitUntil(lambda: sum("redondeando" in text for text in found.seen) == 1)


def test_repeated_records_and_degrees_fahrenheit_alarm_with_a_chart(
    measure: Callable[[bytes], Measured], clock: Any, data_dir: Path
) -> None:
    today = clock.now
    data_dir.mkdir()
    SettingsFile(data_dir).change(fahrenheit={f"{today - timedelta(days=40):%Y-%m-%d}": 1, f"{today:%Y-%m-%d}": 30})
    log, now = lines(today, 100, 20, ago=30, seed=2), lines(today, 30, 20, seed=3).splitlines(keepends=True)
    twice = b"".join(
        line + (encode(replace(record_of(line), id=f"{number:032x}")) if number % 10 == 0 else b"")
        for number, line in enumerate(now)
    )
    found = measure(log + twice)
    told = [label.text() for label in found.panel.findChildren(QLabel)]
    assert "Temperaturas rechazadas que parecían estar en °F: 30. Revise que el termómetro mida en °C." in told
    charts = {chart.objectName(): chart.accessibleName() for chart in found.panel.findChildren(ShareChart)}
    assert charts == {
        "grafico_fahrenheit": "El año anterior: 0 %. Los últimos 30 días: 4 %.",
        "grafico_repetidos": "El año anterior: 0 %. Los últimos 30 días: 9 %.",
    }
    assert all(chart.grab().width() > 0 for chart in found.panel.findChildren(ShareChart))


def test_agreement_is_shown_with_its_intervals(
    measure: Callable[[bytes], Measured], station: Station, clock: Any, qtbot: QtBot
) -> None:
    found = measure(lines(clock.now, 3, 20, seed=7))
    judge(station, 36)
    with qtbot.waitSignal(found.panel.flow.measured):
        found.panel.refresh()
    assert found.text("concordancia") == "Registros con criterio: 36; antes de ver el resultado: 36."
    assert found.text("concordancia_cifras").startswith("Coinciden: ")
    assert "Kappa" in found.text("concordancia_cifras")
    matrix = found.table("concordancia_matriz").model()
    assert sum(int(matrix.index(row, column).data()) for row in range(5) for column in range(1, 6)) == 36
    models = found.choice("concordancia_modelo")
    assert [models.itemText(row) for row in range(models.count())] == ["Todos los modelos", MODEL]
    models.setCurrentIndex(1)
    assert found.text("concordancia").endswith("antes de ver el resultado: 36.")


def test_the_latest_days_or_all_of_them(
    measure: Callable[[bytes], Measured], station: Station, clock: Any, qtbot: QtBot
) -> None:
    found = measure(lines(clock.now, 2, 20, ago=200, seed=7))
    judge(station, 30, is_blind=False)
    with qtbot.waitSignal(found.panel.flow.measured):
        found.panel.refresh()
    assert found.text("concordancia") == "Registros con criterio: 0; antes de ver el resultado: 0."
    found.choice("concordancia_periodo").setCurrentIndex(1)
    assert found.text("concordancia") == "Registros con criterio: 30; antes de ver el resultado: 0."


def test_the_bars_of_a_chart_are_shares_of_ranges_or_of_last_digits() -> None:
    assert shares({121.0: 1, 129.0: 1, 130.0: 2}, 10.0) == {120.0: 0.5, 130.0: 0.5}
    assert shares({}, 10.0) == {}
    assert last_digits({38.0: 2, 37.5: 1, 38.5: 1}, 0.1) == {0.0: 2, 5.0: 2}


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert "(entre 0,00 y 0,45)" in measure_words.kappa(Interval(0.25, -0.004, 0.45), QLocale("es_CO"))


def test_an_index_and_its_limit_are_told_apart_in_a_large_clinic() -> None:
    found = VitalQuality(HEART_RATE, 2900, 33600, Shift(1.5, 3.29, 81, 82), Measure(0.0083, 0.0081), None)
    ((*_, index, limit, _),) = measure_words.measures(Quality(2900, (found,), None, None), QLocale("es_CO"))
    assert (index, limit) == ("0,0083", "0,0081")


def test_a_shift_that_alarms_in_a_large_clinic_can_be_seen_in_its_means() -> None:
    found = VitalQuality(TEMPERATURE, 2900, 33600, Shift(3.4, 3.29, 36.912, 36.948), None, None)
    said = measure_words.alarm(Alarm.MEAN, found, QLocale("es_CO"))
    assert said.startswith("Temperatura: el promedio pasó de 36,91 a 36,95.")


def test_a_negative_kappa_has_a_minus_sign() -> None:
    said = measure_words.kappa(Interval(0.12, -0.11, 0.32), QLocale("es_CO"))
    assert "0,12 (entre −0,11 y 0,32)" in said
    agreement = Agreement(((40,),), None, Interval(0.12, -0.11, 0.32))
    assert "ahora 0,12 (−0,11 – 0,32)" in model_words.agreements(agreement, agreement, QLocale("es_CO"))


@pytest.mark.parametrize(("width", "is_wide"), [(2100, True), (1300, True), (900, False)])
def test_charts_use_the_width_of_the_page(
    measure: Callable[[bytes], Measured], clock: Any, qtbot: QtBot, width: int, *, is_wide: bool
) -> None:
    found = measure(lines(clock.now, 100, 20, ago=30) + lines(clock.now, 30, 20, rounds_to=10, seed=5))
    found.panel.resize(width, 1200)
    least = width * (0.4 if is_wide else 0.9)
    charts = found.panel.findChildren(DistributionChart)
    assert len(charts) == 2

    def is_arranged() -> bool:
        left, right = (chart.mapTo(found.panel, QPoint(0, chart.height())) for chart in charts)
        are_beside = left.x() < right.x() and left.y() == right.y()
        are_below = left.x() == right.x() and left.y() < right.y()
        return (are_beside if is_wide else are_below) and all(chart.width() > least for chart in charts)

    qtbot.waitUntil(is_arranged)
    assert found.panel.minimumSizeHint().width() <= 900
