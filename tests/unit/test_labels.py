"""The window's sentences for failures name the folder or file."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import ReadError, RelativeDirectoryError, SaveError, SaveFailure
from core.notes import journals
from core.system.paths import MODELS_LOG_NAME, NOTES_NAMES, RETRACTIONS_NAME
from gui.language import journal_words, labels

LOG = Path("/clínica/datos/predicciones.log")


@pytest.mark.parametrize("kind", [SaveError, ReadError])
def test_a_missing_permission_names_its_folder_and_a_strange_file_itself(
    kind: type[SaveError | ReadError],
) -> None:
    sentence = labels.failure(kind(SaveFailure.NO_PERMISSION, LOG))
    assert sentence.replace("\u200b", "") == "Falta permiso en la carpeta /clínica/datos."
    assert labels.failure(kind(SaveFailure.NOT_A_FILE, LOG)) == "predicciones.log no es un archivo normal."


def test_a_path_may_go_on_in_the_next_line_behind_each_separator() -> None:
    assert "/\u200bclínica/\u200bdatos" in labels.failure(SaveError(SaveFailure.NO_PERMISSION, LOG))


@pytest.mark.parametrize("failure", [SaveFailure.NO_PERMISSION, SaveFailure.NOT_A_FILE, SaveFailure.DEVICE])
def test_voids_that_cannot_be_read_are_named_once(failure: SaveFailure) -> None:
    assert labels.failure(ReadError(failure, LOG.with_name(RETRACTIONS_NAME))).count(RETRACTIONS_NAME) == 1


def test_a_variable_that_depends_on_where_one_stands_is_named_with_what_it_says() -> None:
    sentence = labels.relative_directory(RelativeDirectoryError("datos"))
    assert "PREDICTOR_MEDICO_DATA_DIR" in sentence
    assert "«datos»" in sentence


def test_every_journal_of_notes_has_its_name_and_its_words() -> None:
    names = {kind.name for kind in journals.of_notes()}
    assert names == set(NOTES_NAMES) == {*journal_words.NOTES, MODELS_LOG_NAME}
