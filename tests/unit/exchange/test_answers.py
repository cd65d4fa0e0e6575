"""Answers of the district: accepted ones, and every refusal, with nothing changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load
from core.errors import AnswerRefusedError, ModelError, ModelRefusedError, ReadError
from core.exchange import answer, minisign, receive
from core.models import catalogue
from core.refusals import AnswerRefusal
from core.station.station import Station
from tests.answers import District, model_file
from tests.stations import save

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Clock

needs_minisign = pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is missing")


class Clinic:
    """A data directory with three records and the district's key."""

    def __init__(self, data_dir: Path, clock: Clock) -> None:
        self.data_dir = data_dir
        self.clock = clock
        with Station(data_dir, load(), clock, "prueba") as station:
            for number in range(3):
                save(station, number)
            self.workplace = station.establishment.workplace
        self.log = (data_dir / "predicciones.log").read_bytes()
        self.district = District()
        self.district.write_key(data_dir / "distrito.pub")

    @property
    def state(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in self.data_dir.rglob("*") if path.is_file()}

    def take(self, path: Path) -> receive.Taken:
        return receive.receive(self.data_dir, path, self.clock())

    def refusal(self, path: Path) -> AnswerRefusal:
        before = self.state
        with pytest.raises(AnswerRefusedError) as caught:
            self.take(path)
        assert self.state == before
        assert caught.value.path == path
        return caught.value.refusal


@pytest.fixture
def clinic(data_dir: Path, clock: Clock) -> Clinic:
    return Clinic(data_dir, clock)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "respuesta.zip"


class TestTaking:
    def test_the_receipt_is_kept_and_the_model_installed_and_not_put_in_use(self, clinic: Clinic, path: Path) -> None:
        content = model_file()
        clinic.district.write(path, clinic.workplace, clinic.log, content)
        taken = clinic.take(path)
        assert taken.model is not None
        assert taken.is_new
        assert (taken.received.registros, taken.received.bytes) == (3, len(clinic.log))
        found = receive.delivered(clinic.data_dir)
        assert found == receive.Delivered(taken.received, fits=True)
        assert catalogue.in_use(clinic.data_dir).model == load()
        assert catalogue.installed(clinic.data_dir)[1].model == taken.model
        again = clinic.take(path)
        assert (again.model, again.is_new) == (taken.model, False)

    def test_the_installed_file_has_its_proof_beside_it(self, clinic: Clinic, path: Path) -> None:
        clinic.district.write(path, clinic.workplace, clinic.log, model_file())
        new = clinic.take(path).model
        assert new is not None
        folder = clinic.data_dir / "modelos"
        signed = (folder / f"{new.name}.manifiesto.json").read_bytes()
        signature = minisign.read_signature((folder / f"{new.name}.manifiesto.json.minisig").read_bytes())
        assert minisign.is_signed(signed, signature, clinic.district.key)

    def test_a_receipt_alone(self, clinic: Clinic, path: Path) -> None:
        clinic.district.write(path, clinic.workplace, clinic.log[:100])
        assert clinic.take(path).model is None
        assert not (clinic.data_dir / "modelos").exists()

    @pytest.mark.parametrize("received", [b"otro", b"x" * 5000])
    def test_a_receipt_of_other_records_is_said(self, clinic: Clinic, path: Path, received: bytes) -> None:
        clinic.district.write(path, clinic.workplace, received)
        clinic.take(path)
        found = receive.delivered(clinic.data_dir)
        assert found is not None
        assert not found.fits

    def test_a_log_that_grew_fits(self, clinic: Clinic, path: Path) -> None:
        clinic.district.write(path, clinic.workplace, clinic.log)
        clinic.take(path)
        with (clinic.data_dir / "predicciones.log").open("ab") as log:
            log.write(b"more\n")
        found = receive.delivered(clinic.data_dir)
        assert found is not None
        assert found.fits

    def test_an_older_receipt_does_not_replace_a_later_one(self, clinic: Clinic, path: Path) -> None:
        clinic.district.write(path, clinic.workplace, clinic.log)
        clinic.take(path)
        clinic.district.write(path, clinic.workplace, clinic.log[:50])
        assert clinic.take(path).received.bytes == len(clinic.log)

    def test_without_a_receipt_nothing_is_said(self, clinic: Clinic) -> None:
        assert receive.delivered(clinic.data_dir) is None
        (clinic.data_dir / "acuse.json").write_bytes(b"?")
        assert receive.delivered(clinic.data_dir) is None


class TestRefusing:
    def test_what_is_no_answer(self, clinic: Clinic, path: Path) -> None:
        path.write_bytes(b"hola")
        assert clinic.refusal(path) is AnswerRefusal.NOT_AN_ANSWER
        path.write_bytes(answer.pack({"acuse.json": b"{}"}))
        assert clinic.refusal(path) is AnswerRefusal.NOT_AN_ANSWER
        path.write_bytes(b"PK\3\4" + bytes(2**20 - 3))
        assert clinic.refusal(path) is AnswerRefusal.TOO_LARGE
        for changes in ({"formato": "otra"}, {"puestos": 1}):
            clinic.district.write(path, clinic.workplace, **changes)
            assert clinic.refusal(path) is AnswerRefusal.NOT_AN_ANSWER
        clinic.district.write(path, clinic.workplace, version=2)
        assert clinic.refusal(path) is AnswerRefusal.NEWER
        path.unlink()
        with pytest.raises(ReadError):
            clinic.take(path)

    def test_a_backup_is_no_answer(self, clinic: Clinic, path: Path) -> None:
        from core.exchange.backup import Backup

        Backup(clinic.data_dir, path, clinic.clock()).run()
        assert clinic.refusal(path) is AnswerRefusal.NOT_AN_ANSWER

    def test_without_the_districts_key(self, clinic: Clinic, path: Path) -> None:
        clinic.district.write(path, clinic.workplace, clinic.log)
        (clinic.data_dir / "distrito.pub").unlink()
        assert clinic.refusal(path) is AnswerRefusal.NO_KEY

    def test_unsigned(self, clinic: Clinic, path: Path) -> None:
        files = clinic.district.answer(clinic.workplace, clinic.log)
        del files["manifiesto.json.minisig"]
        path.write_bytes(answer.pack(files))
        assert clinic.refusal(path) is AnswerRefusal.UNSIGNED

    def test_a_signature_that_is_none(self, clinic: Clinic, path: Path) -> None:
        files = clinic.district.answer(clinic.workplace, clinic.log)
        path.write_bytes(answer.pack(files | {"manifiesto.json.minisig": b"?"}))
        assert clinic.refusal(path) is AnswerRefusal.BAD_SIGNATURE

    def test_signed_by_another_key(self, clinic: Clinic, path: Path) -> None:
        District(2).write(path, clinic.workplace, clinic.log)
        assert clinic.refusal(path) is AnswerRefusal.WRONG_KEY

    def test_signed_by_another_key_with_the_same_id(self, clinic: Clinic, path: Path) -> None:
        other = District(2)
        other.key = other.key._replace(id=clinic.district.key.id)
        other.write(path, clinic.workplace, clinic.log)
        assert clinic.refusal(path) is AnswerRefusal.BAD_SIGNATURE

    def test_one_flipped_byte_anywhere(self, clinic: Clinic, path: Path) -> None:
        content = clinic.district.write(path, clinic.workplace, clinic.log, model_file()).read_bytes()
        before = clinic.state
        head, tail = range(1600), range(len(content) - 500, len(content))
        for place in (*head, *range(1600, len(content) - 500, 41), *tail):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with pytest.raises(AnswerRefusedError):
                clinic.take(path)
        assert clinic.state == before

    def test_truncated_anywhere(self, clinic: Clinic, path: Path) -> None:
        content = clinic.district.write(path, clinic.workplace, clinic.log, model_file()).read_bytes()
        for length in (*range(0, len(content), 97), len(content) - 1):
            path.write_bytes(content[:length])
            assert clinic.refusal(path) in (AnswerRefusal.DAMAGED, AnswerRefusal.NOT_AN_ANSWER)

    def test_of_a_foreign_puesto(self, clinic: Clinic, path: Path) -> None:
        clinic.district.write(path, "00000000", clinic.log)
        assert clinic.refusal(path) is AnswerRefusal.OTHER_WORKPLACE

    def test_files_that_are_not_those_of_the_manifest(self, clinic: Clinic, path: Path) -> None:
        files = clinic.district.answer(clinic.workplace, clinic.log)
        for changed in (
            files | {"modelo.json": model_file()},
            files | {"acuse.json": files["acuse.json"] + b" "},
            {name: content for name, content in files.items() if name != "acuse.json"},
        ):
            path.write_bytes(answer.pack(changed))
            assert clinic.refusal(path) is AnswerRefusal.DAMAGED

    def test_without_a_receipt_for_this_puesto(self, clinic: Clinic, path: Path) -> None:
        clinic.district.write(path, "00000000", clinic.log, puestos=["00000000", clinic.workplace])
        assert clinic.refusal(path) is AnswerRefusal.DAMAGED

    def test_packed_again_by_a_file_manager(self, clinic: Clinic, path: Path) -> None:
        import zipfile

        files = clinic.district.answer(clinic.workplace, clinic.log)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        assert clinic.refusal(path) is AnswerRefusal.DAMAGED

    @pytest.mark.parametrize("model", [b"?", model_file(format=1), model_file(vitals={})])
    def test_a_model_that_is_none(self, clinic: Clinic, path: Path, model: bytes) -> None:
        clinic.district.write(path, clinic.workplace, clinic.log, model)
        before = clinic.state
        with pytest.raises(ModelError):
            clinic.take(path)
        assert clinic.state == before

    @pytest.mark.parametrize("flaw", ["gap", "falling", "unreachable"])
    def test_a_table_with_a_flaw(self, clinic: Clinic, path: Path, flaw: str) -> None:
        found = json.loads(model_file())
        if flaw == "gap":
            found["vitals"]["presion"][3]["to"] -= 1
        elif flaw == "falling":
            found["vitals"]["presion"][0]["points"] = 1
        else:
            found["grades"][-1]["from"], found["grades"][-2]["to"] = 90, 89
        clinic.district.write(path, clinic.workplace, clinic.log, json.dumps(found).encode())
        before = clinic.state
        with pytest.raises(ModelError):
            clinic.take(path)
        assert clinic.state == before

    def test_a_lower_version(self, clinic: Clinic, path: Path) -> None:
        clinic.district.write(path, clinic.workplace, clinic.log, model_file("1.0.1"))
        before = clinic.state
        with pytest.raises(ModelRefusedError):
            clinic.take(path)
        assert clinic.state == before


class TestKey:
    def test_it_is_pinned_by_its_fingerprint_alone(self, clinic: Clinic, tmp_path: Path) -> None:
        (clinic.data_dir / "distrito.pub").unlink()
        file = clinic.district.write_key(tmp_path / "d.pub")
        fingerprint = clinic.district.key.fingerprint
        for typed in ("", fingerprint[:-1], District(2).key.fingerprint):
            with pytest.raises(AnswerRefusedError):
                receive.pin_key(clinic.data_dir, file, typed)
            assert answer.pinned_key(clinic.data_dir) is None
        receive.pin_key(clinic.data_dir, file, fingerprint.upper().replace("-", " "))
        assert answer.pinned_key(clinic.data_dir) == clinic.district.key
        assert receive.pin_key(clinic.data_dir, file, "") == clinic.district.key

    def test_another_one_needs_both_fingerprints(self, clinic: Clinic, tmp_path: Path) -> None:
        other = District(2)
        file = other.write_key(tmp_path / "d.pub")
        old, new = clinic.district.key.fingerprint, other.key.fingerprint
        for typed in (new, old, f"{new}+{old}"):
            with pytest.raises(AnswerRefusedError) as caught:
                receive.pin_key(clinic.data_dir, file, typed)
            assert caught.value.refusal is AnswerRefusal.OTHER_FINGERPRINT
        assert answer.pinned_key(clinic.data_dir) == clinic.district.key
        receive.pin_key(clinic.data_dir, file, f"{old}+{new}")
        assert answer.pinned_key(clinic.data_dir) == other.key

    def test_a_damaged_pinned_key_is_not_replaced(self, clinic: Clinic, tmp_path: Path) -> None:
        (clinic.data_dir / "distrito.pub").write_bytes(b"?")
        file = clinic.district.write_key(tmp_path / "d.pub")
        with pytest.raises(ReadError):
            receive.pin_key(clinic.data_dir, file, clinic.district.key.fingerprint)

    @pytest.mark.parametrize("content", [b"", b"?\n?\n", b"\xff\n\xff\n", b"x\nRWQ=\n", b"x" * 5000, b"x\nRW Q\n"])
    def test_what_is_no_key(self, clinic: Clinic, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "d.pub").write_bytes(content)
        with pytest.raises(AnswerRefusedError) as caught:
            receive.pin_key(clinic.data_dir, tmp_path / "d.pub", "")
        assert caught.value.refusal is AnswerRefusal.NOT_A_KEY

    def test_a_key_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError):
            receive.read_key(tmp_path / "falta.pub")


@needs_minisign
class TestMinisign:
    """Debian's minisign takes our signatures and keys, and we take its own."""

    def test_it_verifies_ours(self, tmp_path: Path) -> None:
        district = District()
        district.write_key(tmp_path / "d.pub")
        (tmp_path / "m").write_bytes(b"hola")
        (tmp_path / "m.minisig").write_bytes(district.sign(b"hola"))
        run = ["minisign", "-V", "-p", tmp_path / "d.pub", "-m", tmp_path / "m"]
        assert subprocess.run(run, capture_output=True, check=False).returncode == 0
        (tmp_path / "m").write_bytes(b"hola.")
        assert subprocess.run(run, capture_output=True, check=False).returncode != 0

    def test_we_verify_its_own(self, tmp_path: Path) -> None:
        secret, public, message = tmp_path / "d.key", tmp_path / "d.pub", tmp_path / "m"
        message.write_bytes(b"hola")
        subprocess.run(["minisign", "-G", "-p", public, "-s", secret], input=b"\n\n", capture_output=True, check=True)
        comment = minisign.SIGNATURE_COMMENT.removeprefix("untrusted comment: ")
        subprocess.run(
            ["minisign", "-S", "-H", "-s", secret, "-m", message, "-c", comment],
            input=b"\n",
            capture_output=True,
            check=True,
        )
        key = minisign.read_public_key(public.read_bytes())
        signature = minisign.read_signature((tmp_path / "m.minisig").read_bytes())
        assert minisign.is_signed(b"hola", signature, key)
        assert not minisign.is_signed(b"hola.", signature, key)
        assert not minisign.is_signed(b"hola", signature._replace(comment="x"), key)
        assert not minisign.is_signed(b"hola", signature._replace(key_id=bytes(8)), key)
