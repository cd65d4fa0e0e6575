"""An import that is killed at any moment, and files with any byte wrong: nothing is doubled, lost or told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load
from core.errors import PredictorError
from core.exchange.incoming.importing import Import, Terms
from core.exchange.incoming.mapping import Mapping
from core.exchange.incoming.source import Look
from core.system.clock import local_now, to_local

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "".join(f"Pérez Ñandú,10{rate},2026-11-23 08:15,38.5,120,{rate}\n" for rate in range(60, 70))
BOOK = f"Paciente,Documento,Fecha,Temperatura,Presion,Pulso\n{ROWS}"

HL7 = (
    "MSH|^~\\&|S|F|R|C|20261123081500||ORU^R01|1|T|2.5\rPID|1|10987||Pérez Ñandú^Ana\r"
    "OBX|1|NM|8310-5^x^LN||38.5|Cel\rOBX|2|NM|8480-6^x^LN||120|mm[Hg]\rOBX|3|NM|8867-4^x^LN||90|/min\r"
)

FHIR = json.dumps(
    {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8310-5"}]},
        "subject": {"reference": "Patient/10987", "display": "Pérez Ñandú"},
        "effectiveDateTime": "2026-11-23T08:15:00Z",
        "valueQuantity": {"value": 38.5, "code": "Cel"},
    },
    ensure_ascii=False,
)


def _run(data_dir: Path, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    command = [*before, sys.executable, "-m", "gui", "--data-dir", str(data_dir), *words]
    return subprocess.run(command, capture_output=True, check=False)


def _total(data_dir: Path) -> int:
    return sum(json.loads(_run(data_dir, "reporte").stdout)["total_por_categoria"].values())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the faults are made with Linux's tools")
@pytest.mark.parametrize("call", ["write", "fdatasync", "fsync"])
def test_killed_at_its_last_calls_it_goes_on_the_next_time(tmp_path: Path, strace: str, call: str) -> None:
    book = tmp_path / "libro.csv"
    book.write_text(BOOK, "utf-8")
    trace = tmp_path / "trace"
    _run(tmp_path / "counted", "importar", str(book), before=(strace, "-f", "-o", str(trace), "-e", f"trace={call}"))
    count = trace.read_text().count(f"{call}(")
    killed = 0
    for when in range(max(1, count - 2), count + 1):
        data_dir = tmp_path / f"{call}-{when}"
        inject = ("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}")
        killed += (
            _run(data_dir, "importar", str(book), before=(strace, "-f", "-o", os.devnull, *inject)).returncode != 0
        )
        assert _run(data_dir, "importar", str(book)).returncode == 0
        assert _total(data_dir) == 10
        assert _run(data_dir, "verificar").returncode == 0
    assert killed


@pytest.mark.parametrize(("name", "content"), [("libro.csv", BOOK), ("m.hl7", HL7), ("o.json", FHIR)])
def test_nothing_that_tells_a_patient_reaches_the_data_directory(tmp_path: Path, name: str, content: str) -> None:
    source, data_dir, rejects = tmp_path / name, tmp_path / "datos", tmp_path / "rechazados.csv"
    source.write_text(content.replace("38.5,120,69", "38.5,120,690"), "utf-8")

    ran = _run(data_dir, "importar", str(source), "--rechazados", str(rejects))

    assert ran.returncode in (0, 1, 2)
    written = b"".join(path.read_bytes() for path in [*data_dir.iterdir(), rejects] if path.is_file())
    for told in ("Pérez", "Ñandú", "1069", "10987"):
        assert told.encode() not in written + ran.stdout + ran.stderr


HELD = """
    import gc, json, sys
    from pathlib import Path
    from core.clinical.model import load
    from core.exchange.incoming.importing import Import, Terms
    from core.exchange.incoming.mapping import Mapping
    from core.exchange.incoming.preview import Previewing
    from core.exchange.incoming.source import Look
    from core.system.clock import local_now, to_local

    path, refused = Path(sys.argv[1]), []
    Previewing(path, Mapping(), local_now(), to_local).preview()
    source = Look(path, None, Mapping()).run()
    Import(source, Terms(load(), "", local_now(), to_local), path.with_name("x.log"), None, refused.append).run()
    seen, held, texts = set(), gc.get_objects(), []
    while held:
        found = held.pop()
        if id(found) not in seen:
            seen.add(id(found))
            held += gc.get_referents(found)
            texts += [found] if isinstance(found, (str, bytes)) else []
    texts = [text if isinstance(text, str) else text.decode(errors="replace") for text in texts]
    told = [one[::-1] for one in json.load(sys.stdin)]
    print(json.dumps([len(refused), [one for one in told if any(one in text for text in texts)]]))
"""


@pytest.mark.parametrize(("name", "content"), [("libro.csv", BOOK), ("m.hl7", HL7), ("o.json", FHIR)])
def test_nothing_that_tells_a_patient_is_held_behind_a_refused_row(tmp_path: Path, name: str, content: str) -> None:
    source = tmp_path / name
    source.write_text(content.replace("38.5,120,69", "38.5,120,690").replace("||90|", "||900|"), "utf-8")
    words = [sys.executable, "-c", textwrap.dedent(HELD), str(source)]
    told = json.dumps([one[::-1] for one in ("Pérez", "Ñandú", "1069", "10987")])

    ran = subprocess.run(words, input=told, capture_output=True, text=True, check=True)

    assert json.loads(ran.stdout) == [1, []]


@pytest.mark.parametrize("content", [BOOK, HL7, FHIR], ids=["table", "hl7", "fhir"])
def test_any_wrong_byte_is_refused_or_harmless(tmp_path: Path, content: str) -> None:
    terms = Terms(load(), "", local_now(), to_local)
    whole = content.encode()
    path = tmp_path / "entrada"
    for place in range(0, len(whole), 7):
        for value in (0, 0x30 + place % 10, 0xFF):
            path.write_bytes(whole[:place] + bytes([value]) + whole[place + 1 :])
            try:
                done = Import(Look(path, None, Mapping()).run(), terms, tmp_path / "predicciones.log").run()
            except PredictorError:
                continue
            assert done.added + done.refused <= 11
