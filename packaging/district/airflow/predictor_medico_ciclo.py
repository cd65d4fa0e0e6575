"""The district's round as a DAG of Airflow: each task is one command of `predictor-medico-distrito`.

It registers, promotes and signs nothing: the gate of `registrar` uses verdicts up, so a person reads the page of the
candidate and goes on. Simulation, no medical device. The README one folder up says how to install it.
"""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from airflow.sdk import Param, dag, task

PROGRAM = os.environ.get("PREDICTOR_MEDICO_DISTRITO", "predictor-medico-distrito")
ROOT = Path("/srv/distrito")
ZONE = ZoneInfo(os.environ.get("TZ") or "UTC")
DONE, NOTICED = 0, (1, 2)
"""Statuses: done; something was refused, damaged or alarms, if there is an answer all the same."""


class Told(NamedTuple):
    """The answer of a command, and what a person should look at, "" for nothing."""

    answer: Any
    notice: str


def told(lake: str, *words: str) -> Told:
    """Run one command on a lake. Raises RuntimeError, with the command's own sentence, if it gave no answer."""
    done = subprocess.run([PROGRAM, *words, "--lago", lake], capture_output=True, text=True, check=False)
    print(done.stderr, end="")
    if done.returncode == DONE or (done.returncode in NOTICED and done.stdout.startswith("{")):
        return Told(json.loads(done.stdout or "null"), done.stderr.strip())
    raise RuntimeError(done.stderr.strip() or f"{PROGRAM} {words[0]}: {done.returncode}")


def folder(params: dict[str, Any]) -> Path:
    """The folder of what people read, made where it is not there."""
    path = Path(params["salida"])
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@task
def recibir(params: dict[str, Any]) -> dict[str, Any]:
    """Take in what lies in the folder `entrada`."""
    found = told(params["lago"], "recibir", params["entrada"])
    counts = {name: found.answer[name] for name in ("recibidas", "conocidas", "rechazadas", "registros_nuevos")}
    place = Path(params["entrada"])
    is_empty = place.is_dir() and not any(place.iterdir())  # nothing new, which needs nobody to look
    return counts | {"aviso": "" if is_empty else found.notice}


@task
def vigilar(what: str, params: dict[str, Any]) -> str:
    """Look for what alarms: `calidad`, `deriva`."""
    return told(params["lago"], what).notice


@task(retries=0)
def avisos(received: dict[str, Any], *others: str) -> None:
    """Fail with what a person should look at, so that Airflow tells whom it tells of failures."""
    notices = [notice for notice in (received["aviso"], *others) if notice]
    if notices:
        raise RuntimeError("\n".join(notices))


@task
def reporte(params: dict[str, Any]) -> None:
    """Write the consolidated report as a page."""
    told(params["lago"], "reporte", "--formato", "html", "--salida", str(folder(params) / "reporte.html"))


@task.short_circuit
def motivos(params: dict[str, Any]) -> bool:
    """Whether there is a reason to learn; what follows is skipped if not."""
    found = told(params["lago"], "ciclo", "--solo-motivos").answer
    print(json.dumps(found, ensure_ascii=False))
    return bool(found["motivos"])


@task
def conjunto(params: dict[str, Any]) -> str:
    """Freeze all blind verdicts; return the id."""
    return str(told(params["lago"], "conjunto", "crear").answer["id"])


@task
def entrenar(data_set: str, params: dict[str, Any]) -> dict[str, Any]:
    """Make a candidate, beginning with the champion."""
    target = folder(params) / f"candidato-{data_set[:12]}.json"
    found = told(params["lago"], "entrenar", "--conjunto", data_set, "--salida", str(target)).answer
    return {"conjunto": data_set, "archivo": str(target), "evaluado": found["evaluacion"] is not None}


@task
def evaluar(made: dict[str, Any], params: dict[str, Any]) -> str | None:
    """Write the page; with one clinic none is held out, and the card says so."""
    if not made["evaluado"]:
        return None
    page = str(Path(made["archivo"]).with_suffix(".html"))
    words = ("--conjunto", made["conjunto"], "--modelo", made["archivo"], "--salida", page)
    told(params["lago"], "evaluar", *words)
    return page


@dag(
    dag_id="predictor_medico_ciclo",
    description="Receive deliveries, watch, report; a data set, a candidate and its page where there is a reason to",
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=ZONE),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
    params={
        "lago": Param(os.environ.get("PREDICTOR_MEDICO_LAGO", str(ROOT / "lago")), type="string", minLength=1),
        "entrada": Param(str(ROOT / "entrada"), type="string", minLength=1),
        "salida": Param(str(ROOT / "candidatos"), type="string", minLength=1),
    },
    tags=["predictor-medico"],
    doc_md=__doc__,
)
def predictor_medico_ciclo() -> None:
    """The tasks and their order."""
    received = recibir()
    watched = [vigilar.override(task_id=what)(what) for what in ("calidad", "deriva")]
    due = motivos()
    received >> [*watched, reporte(), due]
    avisos(received, *watched)
    data_set = conjunto()
    due >> data_set
    evaluar(entrenar(data_set))


predictor_medico_ciclo()
