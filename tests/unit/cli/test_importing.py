"""`importar`: files of other programs come in once, row by row, and can be taken back as a whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from core.cli import incoming
from core.errors import SaveError, SaveFailure
from core.exchange import buffered
from core.exchange.incoming import importing
from core.exchange.incoming.importing import Import
from core.journal.writer import Journal
from core.records.lines import read
from core.records.record import classify, encode
from core.system.lock import DirectoryLock
from core.system.work import StoppedError, Work
from tests.samples import BARE, TYPED, a_line, a_record
from tests.unit.cli.conftest import counts
from tests.unit.conftest import one_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from core.records.record import Record
    from tests.unit.cli.conftest import Run

_HEAD = "Paciente;Fecha;Temperatura;Presión;Pulso\n"
_ROWS = "Ana Núñez;23/11/2025 08:15;38,5;120;90\nLuis;23/11/2025;37,0;118;80\nLuis;23/11/2025;37,0;118;80\n"
_BAD = "=1+1;24/11/2025;98,6;118;80\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "libro.csv"
    path.write_text(_HEAD + _ROWS, "utf-8")
    return path


def _answer(new: int, known: int, refused: int) -> dict[str, int]:
    return {"nuevos": new, "ya_presentes": known, "rechazados": refused}


def _told(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)
    found.pop("importacion")
    return found


def _records(log: Path) -> list[Record]:
    return [line.entry for line in read(log) if line.entry is not None]


def test_a_row_without_a_vital_sign_says_which(run: Run, book: Path) -> None:
    book.write_text(_HEAD + "Luis;23/11/2025;37,0;;\n" + _ROWS, "utf-8")
    _, out, err = run("importar", str(book))
    assert _told(out) == _answer(3, 0, 1)
    assert one_sentence(err) == "1 fila rechazada: fila 2, falta presion, frecuencia_cardiaca"


def test_a_table_comes_in_with_its_times_and_where_it_is_from(run: Run, log: Path, book: Path) -> None:
    status, out, err = run("importar", str(book))

    assert (status, _told(out), err) == (0, _answer(3, 0, 0), "")
    first, second, third = _records(log)
    assert (first.fecha, first.fiebre, first.presion, first.frecuencia_cardiaca) == (
        "2025-11-23 08:15:00",
        38.5,
        120,
        90,
    )
    assert first.origen["linea"] == 2
    assert first.imported == json.loads(out)["importacion"]
    assert len({first.id, second.id, third.id}) == 3
    assert "Núñez" not in log.read_text("utf-8")


def test_again_it_adds_nothing_and_grown_only_what_is_new(run: Run, book: Path) -> None:
    run("importar", str(book))
    assert _told(run("importar", str(book)).out) == _answer(0, 3, 0)

    book.write_text(_HEAD + "Eva;22/11/2025;36,6;110;70\n" + _ROWS, "utf-8")

    assert _told(run("importar", str(book)).out) == _answer(1, 3, 0)


def test_a_dry_run_changes_nothing(run: Run, log: Path, book: Path) -> None:
    assert _told(run("importar", str(book), "--simular").out) == _answer(3, 0, 0)
    assert not log.exists()


def test_refused_rows_come_back_to_be_corrected(run: Run, book: Path, tmp_path: Path) -> None:
    book.write_text(_HEAD + _ROWS + _BAD, "utf-8")
    rejects = tmp_path / "rechazados.csv"

    status, out, err = run("importar", str(book), "--rechazados", str(rejects))

    assert (status, _told(out)) == (1, _answer(3, 0, 1))
    assert one_sentence(err) == "1 fila rechazada: fila 5, fiebre: entre 25,0 y 45,0 °C (¿°F? 98,6 °F son 37,0 °C)"
    text = rejects.read_text("utf-8-sig")
    assert text.splitlines()[1].startswith("24/11/2025;98,6;118;80;;5;fiebre: entre")
    rejects.write_text(text.replace("98,6", "36,8"), "utf-8")
    assert _told(run("importar", str(rejects)).out) == _answer(1, 0, 0)


def test_refused_rows_never_replace_the_file_that_is_imported(
    run: Run, log: Path, book: Path, tmp_path: Path
) -> None:
    book.write_text(_HEAD + _ROWS + _BAD, "utf-8")
    before, link = book.read_bytes(), tmp_path / "enlace.csv"
    link.symlink_to(book)

    for rejects in (book, link):
        status, out, err = run("importar", str(book), "--rechazados", str(rejects))
        assert (status, out) == (1, "")
        assert one_sentence(err) == f"no se pudo guardar en {rejects}: es el archivo que se lee"

    assert book.read_bytes() == before
    assert not log.exists()


def test_where_refused_rows_cannot_be_saved_the_import_is_told_all_the_same(
    run: Run, book: Path, tmp_path: Path
) -> None:
    book.write_text(_HEAD + _ROWS + _BAD, "utf-8")

    status, out, err = run("importar", str(book), "--rechazados", str(tmp_path / "falta" / "r.csv"))

    assert (status, _told(out)) == (1, _answer(3, 0, 1))
    assert "no se pudo guardar en" in one_sentence(err)


def test_refused_rows_tell_no_name_and_no_number_of_a_patient_whose_row_is_shifted(
    run: Run, book: Path, tmp_path: Path
) -> None:
    rows = (
        "1069,Ruiz, Ana,2025-11-23,38.5,120,90\n"
        "106912345678,Ana,2025-11-23,38.5,120,90\n"
        "7,Ana,2025-11-24,106912345678,120,90\n"
        "7,Ana,2025-11-24,38.5 C,120 mmHg,Eva\n"
        "7,Ana,24-nov-2025 8:15 p.m.,38.5,120,Ruiz 106\n"
        "7,Ana,2025-11-24 08:15:00,101.300000,120.5,90\n"
    )
    book.write_text("Historia,Paciente,Fecha,Temperatura,Presion,Pulso\n" + rows, "utf-8")
    rejects = tmp_path / "rechazados.csv"

    assert _told(run("importar", str(book), "--rechazados", str(rejects)).out) == _answer(1, 0, 5)

    lines = rejects.read_text("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[:4] for line in lines] == [
        ["", "2025-11-23", "38.5", "120"],
        ["2025-11-24", "", "120", "90"],
        ["2025-11-24", "38.5 C", "120 mmHg", ""],
        ["24-nov-2025 8:15 p.m.", "38.5", "120", ""],
        ["2025-11-24 08:15:00", "101.300000", "120.5", "90"],
    ]


def test_a_key_makes_a_row_known(run: Run, book: Path, tmp_path: Path) -> None:
    head = "KEY,Fecha,Temperatura,Presion,Pulso\n"
    book.write_text(head + "u1,2025-11-23,38.5,120,90\nu2,2025-11-24,58.5,120,90\n", "utf-8")
    rejects = tmp_path / "rechazados.csv"
    run("importar", str(book), "--rechazados", str(rejects))
    assert "u2" not in rejects.read_text("utf-8-sig")
    rejects.write_text(rejects.read_text("utf-8").replace("58.5", "38.6"), "utf-8")
    assert _told(run("importar", str(rejects)).out) == _answer(1, 0, 0)

    book.write_text(head + "u1,2025-11-23,38.5,120,90\nu2,2025-11-24,38.6,120,90\n", "utf-8")

    assert _told(run("importar", str(book)).out) == _answer(0, 2, 0)


@pytest.mark.parametrize("row", ["u1,2025-11-23,38.6,120,90\n", "u1,2025-11-24,38.5,120,90\n"])
def test_a_row_that_was_changed_under_its_key_is_refused_and_not_called_known(
    run: Run, book: Path, tmp_path: Path, row: str
) -> None:
    head = "KEY,Fecha,Temperatura,Presion,Pulso\n"
    book.write_text(head + "u1,2025-11-23,38.5,120,90\n", "utf-8")
    name = json.loads(run("importar", str(book)).out)["importacion"]
    run("importar", "--deshacer", name)
    book.write_text(head + row + row + "u2,2025-11-24,38.6,120,90\n", "utf-8")
    rejects = tmp_path / "rechazados.csv"

    status, out, err = run("importar", str(book), "--rechazados", str(rejects))

    assert (status, _told(out)) == (1, _answer(1, 0, 2))
    assert "un registro de aquí tiene la misma clave y otros valores" in one_sentence(err)
    assert sum(counts(run).values()) == 1, "what was undone is not reinstated by other values"
    without_key = rejects.read_text("utf-8-sig").replace("importado:", "")
    rejects.write_text(re.sub("[0-9a-f]{32}", "", without_key), "utf-8")
    assert _told(run("importar", str(rejects)).out) == _answer(2, 0, 0)


def test_two_rows_with_one_key_and_other_values_are_refused(run: Run, book: Path) -> None:
    head = "KEY,Fecha,Temperatura,Presion,Pulso\n"
    row = "u1,2025-11-23,38.5,120,90\n"
    book.write_text(head + row + row + row.replace("38.5", "38.6"), "utf-8")

    status, out, err = run("importar", str(book))

    assert (status, _told(out)) == (1, _answer(1, 1, 1))
    assert "otra fila o un registro de aquí tiene la misma clave y otros valores" in err


def test_a_message_that_was_sent_again_is_one_reading(run: Run, book: Path) -> None:
    vitals = ("8310-5||37.0|Cel", "8480-6||120|mmHg", "8867-4||80|/min")
    values = "".join(f"OBX|1|NM|{vital}\r" for vital in vitals)
    head = "MSH|^~\\&|S|F|R|C|20251123081500||ORU^R01|{}|T|2.5\r"
    order = "OBR|1||||||20251123081000\r"
    first, second = (head.format(name) + f"PID|1||{name}\r" + order + values for name in ("17", "18"))
    twins = head.format("19") + "".join(f"PID|1||{name}\r" + order + values for name in "ab")
    nameless = head.format("") + order + values
    book.write_text(first + second + first + twins + nameless + nameless, "utf-8")

    assert _told(run("importar", str(book)).out) == _answer(6, 1, 0)
    assert _told(run("importar", str(book)).out) == _answer(0, 7, 0)


def test_a_map_decides_what_is_ambiguous(run: Run, book: Path, tmp_path: Path) -> None:
    book.write_text(_HEAD + "Ana;3/4/2025;38,5;120;90\n", "utf-8")
    status, out, err = run("importar", str(book))
    assert (status, out) == (2, "")
    assert '"fechas": "dma" o "mda" con --mapa' in one_sentence(err)
    chosen = tmp_path / "mapa.json"
    for size, code in ((64 * 1024 + 1, 2), (64 * 1024, 0)):
        chosen.write_text('{"fechas": "dma"}'.rjust(size), "utf-8")
        status, out, _ = run("importar", str(book), "--mapa", str(chosen))
        assert status == code

    assert _told(out) == _answer(1, 0, 0)
    chosen.write_text('{"fechas": "mda"}', "utf-8-sig")  # as Windows' editor saves it
    assert _told(run("importar", str(book), "--mapa", str(chosen)).out) == _answer(1, 0, 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "está vacío"),
        ("Fecha;Temperatura\n1;2\n", "no se reconoce la columna de: presion, frecuencia_cardiaca"),
        ("MSH|^~\\&|\r", "no tiene ninguna lectura que se reconozca"),
        ("Fecha;Temperatura;Presión;Pulso\n", "no tiene ninguna lectura que se reconozca"),
        ("{", "no es un recurso de FHIR"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused(run: Run, book: Path, content: str, sentence: str) -> None:
    book.write_text(content, "utf-8")

    status, out, err = run("importar", str(book))

    assert (status, out) == (2, "")
    assert one_sentence(err).startswith(f"no se importó {book}: {sentence}")


def test_where_all_rows_are_refused_nothing_was_read(run: Run, log: Path, book: Path) -> None:
    book.write_text(_HEAD + _BAD + _BAD, "utf-8")

    status, out, err = run("importar", str(book))

    assert (status, _told(out)) == (2, _answer(0, 0, 2))
    assert one_sentence(err).startswith("2 filas rechazadas; la primera: fila 2, ")
    assert _records(log) == []


def test_a_map_that_is_none_is_refused(run: Run, book: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "mapa.json"
    chosen.write_text("{", "utf-8")

    status, _, err = run("importar", str(book), "--mapa", str(chosen))

    assert status == 2
    assert one_sentence(err).startswith(f"no se importó {chosen}: el mapa no se entiende")
    assert run("importar", str(book), "--mapa", str(tmp_path / "nada"))[0] == 1


class TestUndoing:
    def test_it_voids_all_and_the_next_import_reinstates(self, run: Run, book: Path) -> None:
        run("predecir", *TYPED)
        name = json.loads(run("importar", str(book)).out)["importacion"]

        assert run("importar", "--deshacer", name).answers == [{"importacion": name, "anulados": 3}]
        assert sum(counts(run).values()) == 1
        assert run("importar", "--deshacer", name).answers == [{"importacion": name, "anulados": 0}]
        assert _told(run("importar", str(book)).out) == _answer(0, 3, 0)
        assert sum(counts(run).values()) == 4

    def test_what_was_voided_otherwise_stays_so(self, run: Run, log: Path, book: Path) -> None:
        name = json.loads(run("importar", str(book)).out)["importacion"]
        run("anular", str(_records(log)[0].id), "--motivo", "error")

        assert run("importar", "--deshacer", name).answers == [{"importacion": name, "anulados": 2}]
        run("importar", str(book))
        assert sum(counts(run).values()) == 2

    def test_undoing_passes_over_damage_and_records_that_no_note_can_name(
        self, run: Run, log: Path, book: Path
    ) -> None:
        name = json.loads(run("importar", str(book)).out)["importacion"]
        nameless = encode(replace(a_record(), id=None, origen={"sha256": name}))
        with log.open("ab") as file:
            file.write(b"torn\n" + BARE + nameless)

        assert run("importar", "--deshacer", name).answers == [{"importacion": name, "anulados": 3}]

    def test_an_unknown_name_is_refused(self, run: Run, log: Path) -> None:
        log.parent.mkdir()
        log.write_bytes(a_line())

        status, _, err = run("importar", "--deshacer", "0" * 16)

        assert (status, one_sentence(err)) == (2, f"no hay ninguna importación con ese id: {'0' * 16}")


class TestLogs:
    def test_records_come_in_as_they_are(self, run: Run, log: Path, tmp_path: Path) -> None:
        old = tmp_path / "viejo.log"
        old.write_bytes(BARE + BARE + a_line("a") + b"{\n\n")

        status, out, err = run("importar", str(old))

        assert (status, _told(out)) == (1, _answer(3, 0, 1))
        assert one_sentence(err) == "1 fila rechazada: fila 4, línea dañada"
        first, second, third = _records(log)
        assert (first.resultado, first.modelo, first.zona) == ("ENFERMEDAD AGUDA", None, None)
        assert first.id != second.id
        assert (third.id, third.modelo) == ("a", a_record("a").modelo)
        assert _told(run("importar", str(old)).out) == _answer(0, 3, 1)

    def test_lines_that_are_here_already_are_known(self, run: Run, log: Path, tmp_path: Path) -> None:
        log.parent.mkdir()
        log.write_bytes(BARE)
        old = tmp_path / "viejo.log"
        old.write_bytes(BARE + BARE)

        assert _told(run("importar", str(old)).out) == _answer(1, 1, 0)

    @pytest.mark.parametrize("is_here", [True, False])
    def test_of_two_records_with_one_id_the_first_holds_and_the_other_is_told(
        self, run: Run, log: Path, tmp_path: Path, is_here: bool
    ) -> None:
        log.parent.mkdir()
        log.write_bytes(a_line("a") if is_here else a_line("b"))
        old, rejects = tmp_path / "viejo.log", tmp_path / "rechazados.csv"
        old.write_bytes(a_line("a") + a_line("a", category="NO ENFERMO") * 2)

        status, out, err = run("importar", str(old), "--rechazados", str(rejects))

        assert (status, _told(out)) == (1, _answer(int(not is_here), int(is_here), 2))
        assert "la misma clave y otros valores" in one_sentence(err)
        assert (
            rejects.read_text("utf-8-sig")
            .splitlines()[1]
            .startswith("2025-11-13 22:31:10,38.0,120,90,importado:a,2,")
        )
        assert [record.resultado for record in _records(log) if record.id == "a"] == ["ENFERMEDAD AGUDA"]


class TestFaults:
    def test_another_writer_is_waited_for_in_vain(self, run: Run, log: Path, book: Path) -> None:
        log.parent.mkdir()
        lock = DirectoryLock(log.parent, "ventana")
        lock.acquire(0.0)

        status, out, err = run("importar", str(book))

        lock.release()
        assert (status, out) == (1, "")
        assert "en uso" in err

    def test_a_full_disk_is_told_and_the_next_time_goes_on(
        self, run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(buffered, "BATCH", 1)
        written = []
        append = Journal.append_all

        def fill(self: Journal[Any], lines: list[bytes], last: Any = None) -> int:
            if len(written) == 2:
                raise SaveError(SaveFailure.FULL, self.path)
            written.append(lines)
            return append(self, lines, last)

        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append_all", fill)
            assert run("importar", str(book))[0] == 1

        assert _told(run("importar", str(book)).out) == _answer(1, 2, 0)

    @pytest.mark.parametrize("work", ["look", "import", "undo"])
    def test_ctrl_c_stops_it_at_a_sound_place(
        self, run: Run, book: Path, monkeypatch: pytest.MonkeyPatch, work: str
    ) -> None:
        name = json.loads(run("importar", str(book)).out)["importacion"]

        def stop(_self: Work, *_given: object) -> None:
            raise StoppedError

        arguments = ("--deshacer", name) if work == "undo" else (str(book),)
        kind = {"look": incoming.Look, "import": Import, "undo": importing.Undo}[work]
        with monkeypatch.context() as patch:
            patch.setattr(kind, "run", stop)
            status, out, err = run("importar", *arguments)

        assert (status, out) == (130, "")
        assert "interrump" in one_sentence(err)
        assert run("verificar")[0] == 0

    def test_only_the_first_refused_rows_are_kept(
        self, run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("core.exchange.incoming.rejects.MOST_REFUSED", 1)
        book.write_text(_HEAD + _BAD + _BAD, "utf-8")
        rejects = tmp_path / "rechazados.csv"

        run("importar", str(book), "--rechazados", str(rejects))

        assert len(rejects.read_text("utf-8").splitlines()) == 2


def test_a_batch_is_written_when_it_is_full(run: Run, log: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []
    append = Journal.append_all

    def append_and_tell(journal: Journal[Any], lines: list[bytes], last: Any = None) -> int:
        batches.append(len(lines))
        return append(journal, lines, last)

    monkeypatch.setattr(buffered, "BATCH", 1)
    monkeypatch.setattr(Journal, "append_all", append_and_tell)

    run("importar", str(book))

    assert batches == [1, 1, 1]
    assert [classify(line)[0].is_record for line in log.read_bytes().splitlines()] == [True] * 3


def test_an_export_as_fhir_comes_in_where_it_is_not_yet(run: Run, log: Path, book: Path, tmp_path: Path) -> None:
    run("importar", str(book))
    bundle, lines = tmp_path / "fhir.json", tmp_path / "fhir.ndjson"
    assert run("exportar", "--formato", "fhir", "--salida", str(bundle))[0] == 0
    assert run("exportar", "--formato", "fhir", "--salida", str(lines))[0] == 0
    assert lines.with_suffix(".RiskAssessment.ndjson").exists()

    assert _told(run("importar", str(bundle)).out) == _answer(0, 3, 0)
    log.unlink()
    assert _told(run("importar", str(lines.with_suffix(".Observation.ndjson"))).out) == _answer(3, 0, 0)
