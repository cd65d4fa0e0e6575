"""A registered table as MLflow loads it, a "pyfunc": rows of the three vital signs in, category and score out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.clinical import model as models
from core.clinical.vitals import Reading

if TYPE_CHECKING:
    from pandas import DataFrame

    from core.clinical.model import Model


class Scorer:
    """Scores as the clinic's program does."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def predict(self, rows: DataFrame, params: dict[str, Any] | None = None) -> DataFrame:  # noqa: ARG002 - MLflow's
        """Return `resultado` and `puntaje` of each row of `fiebre` (°C), `presion` (mmHg) and `frecuencia_cardiaca`.

        Raises RefusedError for the first row that the program would not take either.
        """
        from pandas import DataFrame  # noqa: PLC0415 - an extra of its own

        numbers = {str(name): column.tolist() for name, column in rows.items()}
        found = [
            self._model.predict(Reading.from_numbers(dict(zip(numbers, row, strict=True))))
            for row in zip(*numbers.values(), strict=True)
        ]
        said = {"resultado": [one.category.value for one in found], "puntaje": [one.score for one in found]}
        return DataFrame(said, index=rows.index)


def _load_pyfunc(path: str) -> Scorer:
    """Load a table: MLflow calls this by its name."""
    return Scorer(models.load(Path(path)))
