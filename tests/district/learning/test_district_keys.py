"""The district's key: minisign reads what is made here, and the other way round; what does not open it is said."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from core.district import main as program
from core.district.learning import keys, passphrase
from core.district.learning.errors import LearningError
from core.errors import ReadError, SaveError, SaveFailure
from core.exchange import minisign
from core.system.status import DONE, FAILED, REFUSED

WORDS = "cuatro palabras al azar"
needs_minisign = pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is missing")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase costs little here: the format says what it costs."""
    monkeypatch.setattr(keys, "OPERATIONS", 2**19)
    monkeypatch.setattr(keys, "MEMORY", 2**24)
    monkeypatch.setenv(passphrase.VARIABLE, WORDS)


def new_key(folder: Path) -> Path:
    path = folder / "distrito.key"
    assert program.main(["clave", "nueva", str(path)]) == DONE
    return path


def test_a_pair_is_made_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = new_key(tmp_path)
    said = json.loads(capfd.readouterr().out)
    public = minisign.read_public_key(Path(said["publica"]).read_bytes())
    assert said["huella"] == public.fingerprint
    assert path.stat().st_mode & 0o077 == 0
    assert keys.unlock(path, lambda: WORDS).public == public
    before = path.read_bytes()
    assert program.main(["clave", "nueva", str(path)]) == REFUSED
    assert "ya existe" in capfd.readouterr().err
    assert path.read_bytes() == before


def test_half_a_pair_does_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The disk is full after the public key: the command can be given again."""
    path = tmp_path / "distrito.key"

    def write_whole(target: Path, parts: list[bytes]) -> None:
        if target == path:
            raise SaveError(SaveFailure.FULL, target)
        target.write_bytes(b"".join(parts))

    with monkeypatch.context() as patch:
        patch.setattr("core.district.commands.clave.write_whole", write_whole)
        assert program.main(["clave", "nueva", str(path)]) == FAILED
    assert "el disco está lleno" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
    new_key(tmp_path)


def test_the_folder_of_the_pair_is_made(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = new_key(tmp_path / "llaves" / "distrito")
    assert path.parent.stat().st_mode & 0o077 == 0
    (tmp_path / "nota").write_bytes(b"")
    assert program.main(["clave", "nueva", str(tmp_path / "nota" / "a" / "b.key")]) != DONE
    assert "no se pudo guardar" in capfd.readouterr().err


@needs_minisign
def test_minisign_accepts_its_signature_and_signs_with_it(tmp_path: Path) -> None:
    path = new_key(tmp_path)
    message = tmp_path / "mensaje"
    message.write_bytes("Año nuevo".encode())
    signature = tmp_path / "mensaje.minisig"
    signature.write_bytes(keys.unlock(path, lambda: WORDS).sign(message.read_bytes(), "timestamp:1"))
    verify = ["minisign", "-V", "-p", f"{path}.pub", "-m", message]
    subprocess.run(verify, check=True, capture_output=True)
    signature.unlink()
    subprocess.run(
        ["minisign", "-S", "-s", path, "-m", message], input=WORDS + "\n", text=True, check=True, capture_output=True
    )
    subprocess.run(verify, check=True, capture_output=True)


def test_what_does_not_open_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def never() -> str:
        raise AssertionError("nobody types a passphrase for a file that is no key")

    path = new_key(tmp_path)
    with pytest.raises(LearningError, match="locked"):
        keys.unlock(path, lambda: "otra")
    for content in (b"", b"x\ny\n", path.read_bytes()[:-20] + b"\n", Path(f"{path}.pub").read_bytes()):
        damaged = tmp_path / "otra.key"
        damaged.write_bytes(content)
        with pytest.raises(LearningError, match="not_a_key"):
            keys.unlock(damaged, never)
    with pytest.raises(ReadError):
        keys.unlock(tmp_path / "ninguna.key", never)
    capfd.readouterr()
    monkeypatch.setenv(passphrase.VARIABLE, " ")
    assert program.main(["clave", "nueva", str(tmp_path / "b.key")]) == REFUSED
    assert "la frase de la clave está vacía" in capfd.readouterr().err
    monkeypatch.delenv(passphrase.VARIABLE)
    assert program.main(["clave", "nueva", str(tmp_path / "b.key")]) == REFUSED
    assert "falta la frase de la clave" in capfd.readouterr().err
    assert not (tmp_path / "b.key").exists()


def test_the_end_of_input_at_the_passphrase_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(passphrase.VARIABLE)
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)

    def ended(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", ended)
    assert program.main(["clave", "nueva", str(tmp_path / "b.key")]) == REFUSED
    assert "no se escribió la frase de la clave" in capfd.readouterr().err
    assert not (tmp_path / "b.key").exists()
