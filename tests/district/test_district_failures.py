"""What fails is a sentence and an exit status, never a traceback: a strange lake, a full disk, odd numbers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from core.district import files
from core.district import main as program
from core.district.deliveries import Refusal
from core.district.main import main
from core.district.receive import Receive
from core.district.store import open_store
from core.errors import SaveError
from core.records.record import Record, encode
from core.system.status import FAILED, REFUSED
from core.vocabulary import Category
from tests.district.lakes import NOW, Lake, a_backup, a_clinic, clinic_counts
from tests.samples import BARE, a_line, a_record

ACUTE = Category.ACUTE.value


def said(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit status of a command, and what it wrote to stderr, which is one line and no traceback."""
    status = main(list(words))
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    return status, err


def with_manifest(lake: Lake, **changes: object) -> None:
    """Write the manifest anew as the lake's next one."""
    folder = Path(lake.place) / "manifiestos"
    whole = json.loads((folder / "00000001.json").read_bytes())
    (folder / "00000002.json").write_text(json.dumps({**whole, "numero": 2, **changes}))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"version": 2, "linajes": "otra cosa"}, "lo escribió una versión más nueva"),
        ({"formato": "otro/formato"}, "no es un lago"),
        ({"linajes": "otra cosa"}, "el lago está dañado"),
    ],
    ids=["newer", "another format", "damaged"],
)
def test_a_manifest_that_is_not_ours_is_refused_in_words(
    lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str], changes: dict[str, object], sentence: str
) -> None:
    lake.take(a_clinic(tmp_path / "a", a_line(1)))
    with_manifest(lake, **changes)
    for command in (["reporte"], ["recibir", str(tmp_path / "a")]):
        status, err = said(capfd, "--lago", lake.place, *command)
        assert status == FAILED
        assert sentence in err


def test_a_lake_where_a_file_stands_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lago").write_text("no es una carpeta")
    clinic = a_clinic(tmp_path / "a", a_line(1))
    assert said(capfd, "--lago", str(tmp_path / "lago"), "recibir", str(clinic))[0] == FAILED
    assert said(capfd, "--lago", str(tmp_path / "lago"), "reporte")[0] == FAILED


@pytest.mark.parametrize("name", ["datos", "entregas", "manifiestos"])
def test_a_folder_that_cannot_be_made_fails_in_words_and_leaves_no_half(
    lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    clinic = a_clinic(tmp_path / "a", a_line(1))
    lake.take(clinic)
    folder = Path(lake.place) / name
    folder.rename(tmp_path / "aparte")
    folder.write_text("un archivo en su lugar")
    a_clinic(clinic, a_line(1), a_line(2))
    assert said(capfd, "--lago", lake.place, "recibir", str(clinic))[0] == FAILED
    folder.unlink()
    (tmp_path / "aparte").rename(folder)
    assert lake.counts == {ACUTE: 1}
    lake.take(clinic)
    assert lake.counts == {ACUTE: 2}


def test_a_file_that_is_missing_from_the_lake_is_named(
    lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lake.take(a_clinic(tmp_path / "a", a_line(1)))
    missing = Path(lake.place) / lake.manifest.files("registros")[0].nombre
    missing.unlink()
    status, err = said(capfd, "--lago", lake.place, "reporte")
    assert status == FAILED
    assert missing.name in err


def test_staged_files_are_made_once(tmp_path: Path) -> None:
    with os.fdopen(files.new_file(tmp_path / "uno"), "w"):
        pass
    with pytest.raises(SaveError):
        files.new_file(tmp_path / "uno")


def test_the_lake_itself_on_the_stick_is_left_out(tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lago"))
    a_clinic(tmp_path / "a", a_line(1))
    lake.take(tmp_path)
    assert [one.path.name for one in lake.take(tmp_path)] == ["a"]
    assert lake.manifest.numero == 1


def test_a_path_below_a_file_does_not_exist(lake: Lake, tmp_path: Path) -> None:
    log = a_clinic(tmp_path / "a", a_line(1)) / "predicciones.log"
    (refused,) = lake.take(log / "dentro")
    assert refused.reason is Refusal.MISSING


def a_line_with(**changes: object) -> bytes:
    """A line with other values, sealed."""
    record = a_record(7)
    return encode(Record(**{**{name: getattr(record, name) for name in record.__struct_fields__}, **changes}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line", [a_line_with(presion=10**400), a_line_with(presion=-(10**400)), a_line_with(puntaje=2**70)], ids=range(3)
)
def test_numbers_that_no_column_holds_count_as_in_the_clinic(lake: Lake, tmp_path: Path, line: bytes) -> None:
    clinic = a_clinic(tmp_path / "a", a_line(1), line, a_line(2))
    lake.take(clinic)
    assert lake.counts == clinic_counts(clinic)


def test_a_backup_that_changes_while_it_is_received_is_refused(lake: Lake, tmp_path: Path) -> None:
    backup = a_backup(a_clinic(tmp_path / "a", a_line(1)), tmp_path / "1.zip")
    other = a_backup(a_clinic(tmp_path / "a", a_line(1), a_line(2)), tmp_path / "2.zip", NOW + timedelta(days=1))
    store = open_store(lake.place)
    work = Receive(store, [backup], lambda: NOW)

    def change_it_before_it_is_copied() -> None:
        if work.total:
            backup.write_bytes(other.read_bytes())

    work.on_progress = change_it_before_it_is_copied
    with store.writing("recibir"):
        work.run()
    assert [str(one.reason) for one in work.received] == ["damaged"]
    assert lake.manifest.numero == 0


def test_an_interrupted_question_says_so(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_argv: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "_obey", interrupted)
    status, err = said(capfd, "reporte")
    assert (status, "interrumpido" in err) == (130, True)


def test_a_command_line_without_its_argument_or_with_a_bad_list_is_refused(
    lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lake.take(a_clinic(tmp_path / "a", a_line(1), BARE))
    assert said(capfd, "--lago", lake.place, "recibir")[0] == REFUSED
    assert said(capfd, "--lago", lake.place, "reporte", "--plazo", "x")[0] == REFUSED
    for content in (b"\xff\xfe", b"\n"):
        (tmp_path / "lista.csv").write_bytes(content)
        asked = ["--lago", lake.place, "reporte", "--lista", str(tmp_path / "lista.csv")]
        assert said(capfd, *asked)[0] == REFUSED
    assert said(capfd, "--lago", lake.place, "reporte", "--lista", str(tmp_path / "no.csv"))[0] == FAILED


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /dev/full")
@pytest.mark.parametrize("target", ["/dev/full", "cerrada"])
def test_an_answer_that_cannot_be_written_fails_without_a_traceback(lake: Lake, tmp_path: Path, target: str) -> None:
    lake.take(a_clinic(tmp_path / "a", *(a_line(n) for n in range(9))))
    words = [sys.executable, "-c", "import sys; from core.district.main import main; sys.exit(main())"]
    words += ["--lago", lake.place, "reporte"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed, Path("/dev/full").open("wb") as full:
        out = closed if target == "cerrada" else full
        ran = subprocess.run(words, stdout=out, stderr=subprocess.PIPE, text=True, check=False, timeout=300)
    assert ran.returncode == FAILED
    assert "Traceback" not in ran.stderr
