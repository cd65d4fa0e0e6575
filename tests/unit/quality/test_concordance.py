"""The agreement over records: blind verdicts make the figures, the others are counted beside them."""

from __future__ import annotations

from core.quality.concordance import Judged, concordance


def judged(count: int, shown: str, blind: str | None, model: str = "reglas-1.0.1+3f2a") -> list[Judged]:
    return [Judged("2025-11-14", model, shown, blind)] * count


def test_only_blind_verdicts_make_the_figures() -> None:
    found = concordance(
        judged(20, "ENFERMEDAD LEVE", "ENFERMEDAD LEVE")
        + judged(10, "ENFERMEDAD LEVE", "ENFERMEDAD AGUDA")
        + judged(60, "ENFERMEDAD LEVE", None)
    )
    assert (found.total, found.agreement.total) == (90, 30)
    assert found.agreement.matrix[1] == (0, 20, 10, 0, 0)
    assert found.agreement.accuracy is not None
    assert round(found.agreement.accuracy.value, 3) == 0.667


def test_each_model_has_its_own() -> None:
    records = judged(3, "NO ENFERMO", "NO ENFERMO", "b") + judged(2, "NO ENFERMO", None, "a")
    found = concordance(records + judged(1, "NO ENFERMO", None, ""))
    assert {model: (of.total, of.agreement.total) for model, of in found.by_model.items()} == {
        "b": (3, 3),
        "a": (2, 0),
        "": (1, 0),
    }
    assert list(found.by_model) == ["b", "a", ""]
    assert all(not of.by_model for of in found.by_model.values())
    assert not found.agreement.is_sufficient


def test_without_verdicts_there_is_nothing() -> None:
    found = concordance([])
    assert (found.total, found.agreement.total, found.by_model) == (0, 0, {})
