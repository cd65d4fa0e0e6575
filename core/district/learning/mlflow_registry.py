"""The registry in MLflow: SQLite and a folder of files, without server, network or telemetry; the extra `registro`.

An event is a run, with its parameters, figures and files; a table is a version of one registered model, whose
aliases are `campeon` and `retador`. The lake's registry is the truth, from which `mirror` writes this one.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import warnings
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from core.clinical import model as models
from core.district.errors import LakeError, LakeFault
from core.district.learning import mirror_words, registry
from core.district.learning.errors import LearningError, LearningFault
from core.district.learning.registry import CHALLENGER, CHAMPION, EVALUATION, MODEL, Action, Event
from core.system import disk
from core.system.paths import APP_ID
from core.system.whole_file import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mlflow import MlflowClient
    from mlflow.entities import Run
    from mlflow.entities.model_registry import ModelVersion

    from core.clinical.model import Model

NAME: Final = APP_ID
"""The name of the experiment and of the registered model."""
DATABASE: Final = "mlflow.db"
_FILES: Final = "artefactos"
_EVENT: Final = "evento.json"
_SPENT: Final = "gastados.json"
_SCORER: Final = "modelo"
_LOADER: Final = "core.district.learning.scorer"
_QUIET: Final = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_LOGGING_LEVEL": "ERROR",
}
_DONE: Final = "FINISHED"
_MOST: Final = 50_000
"""Runs that MLflow gives at once."""
_APART: Final = "\n\n"
"""Between the paragraphs of a description."""
_LONGEST: Final = 500
"""Characters of a text in a tag, which MLflow limits; the event's file has all of it."""


class MlflowRegistry:
    """The registry in an MLflow of its own, in a folder. Raises LakeError (UNREACHABLE) where MLflow fails.

    A new folder is made. Raises LearningError: NOT_A_MIRROR of a folder with other things, MOVED; ModuleNotFoundError
    without the extra.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        if self._folder.is_dir() and not (self._folder / DATABASE).is_file() and any(self._folder.iterdir()):
            raise LearningError(LearningFault.NOT_A_MIRROR, str(folder))
        os.environ.update(_QUIET)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from mlflow import MlflowClient  # noqa: PLC0415 - an extra of its own
        disk.prepare_directory(self._folder)
        with self._refusing():
            where = f"sqlite:///{(self._folder / DATABASE).as_posix()}"
            self._client: MlflowClient = MlflowClient(where, where)
            self._experiment = self._opened()
        with contextlib.suppress(OSError):  # a disk without modes
            (self._folder / DATABASE).chmod(PRIVATE)

    @property
    def place(self) -> str:
        """The path of the folder."""
        return str(self._folder)

    def events(self) -> list[Event]:
        """Return all events, in order."""
        with self._refusing():
            done = (self._content(run.info.run_id, _EVENT) for run in self._runs() if run.info.status == _DONE)
            found = [msgspec.json.decode(content, type=Event) for content in done if content is not None]
        return sorted(found, key=lambda event: event.numero)

    def append(self, event: Event, files: Mapping[tuple[str, str], bytes], spent: Sequence[str] = ()) -> None:
        """Write a run with the files and the event; the rest of an interrupted one is removed."""
        if event.numero != len(self.events()) + 1:
            raise LakeError(LakeFault.CHANGED, self.place)
        kept = {registry.file_name(kind, name): content for (kind, name), content in files.items()}
        kept[_EVENT] = msgspec.json.format(msgspec.json.encode(event)) + b"\n"
        if spent:
            kept[_SPENT] = msgspec.json.encode(sorted(spent))
        with self._refusing():
            self._remove_unfinished()
            if event.accion is Action.REGISTER:
                self._register(event, kept)
            else:
                self._promote(event, kept)
        self.align()

    def align(self) -> None:
        """Let both aliases name the tables that the events name, whoever has moved them in MLflow."""
        events = self.events()
        names = {
            CHAMPION: registry.champion_name(events) or models.load().name,
            CHALLENGER: registry.challenger_name(events),
        }
        with self._refusing():
            for alias, name in names.items():
                version = self._version(name)
                if version is None:
                    self._client.delete_registered_model_alias(NAME, alias)
                else:
                    self._client.set_registered_model_alias(NAME, alias, version.version)

    def _opened(self) -> str:
        """Return the id of the experiment, made if it is missing. Raises LearningError, MOVED."""
        files = (self._folder / _FILES).as_uri()
        found = self._client.get_experiment_by_name(NAME)
        if found is None:
            self._client.create_registered_model(NAME, description=mirror_words.ABOUT)
            return str(self._client.create_experiment(NAME, artifact_location=files))
        if found.artifact_location != files:
            raise LearningError(LearningFault.MOVED, self.place, found.artifact_location)
        return str(found.experiment_id)

    def _runs(self) -> list[Run]:
        return list(self._client.search_runs([self._experiment], max_results=_MOST))

    def _version(self, name: str) -> ModelVersion | None:
        """Return the version of a table; that of the program's own is made if it is missing."""
        found = next((one for one in self._versions() if one.tags.get("modelo") == name), None)
        if found is not None or name != models.load().name:
            return found
        content = models.BUILT_IN.read_bytes()
        with self._run(name, {"accion": "programa"}, {registry.file_name(MODEL, name): content}, None) as run:
            return self._add_version(run, name, content, {}, mirror_words.BUILT_IN)

    def _versions(self) -> list[ModelVersion]:
        return list(self._client.search_model_versions(f"name='{NAME}'"))

    def _content(self, run: str, file: str) -> bytes | None:
        """Return the content of a file of a run; None if it has none of this name."""
        folder = file.rpartition("/")[0]
        if not any(one.path == file for one in self._client.list_artifacts(run, folder or None)):
            return None
        with tempfile.TemporaryDirectory(prefix=f"{APP_ID}-") as local:  # else MLflow makes one, and leaves it
            return Path(self._client.download_artifacts(run, file, local)).read_bytes()

    def _remove_unfinished(self) -> None:
        """Remove what an interrupted copy left; runs of others have no `accion`."""
        unfinished = {
            run.info.run_id for run in self._runs() if run.info.status != _DONE and "accion" in run.data.tags
        }
        for version in self._versions():
            if version.run_id in unfinished:
                self._client.delete_model_version(NAME, version.version)
        for run in unfinished:
            self._client.delete_run(run)

    def _register(self, event: Event, kept: Mapping[str, bytes]) -> None:
        content = kept[registry.file_name(MODEL, event.modelo)]
        evaluation = msgspec.json.decode(kept.get(registry.file_name(EVALUATION, event.modelo), b"{}"))
        tags = _tags(event)
        with self._run(event.modelo, tags, kept, event) as run:
            for name, value in _parameters(event, models.parse(content, event.modelo)).items():
                self._client.log_param(run, name, value)
            for name, figure in _figures(event, evaluation).items():
                self._client.log_metric(run, name, figure)
            self._add_version(run, event.modelo, content, tags, mirror_words.registered(event))

    def _promote(self, event: Event, kept: Mapping[str, bytes]) -> None:
        version = self._version(event.modelo)
        tags = _tags(event)
        with self._run(f"{event.accion.value} {event.modelo}", tags, kept, event):
            if version is not None:
                for name, value in tags.items():
                    self._client.set_model_version_tag(NAME, version.version, f"promovida.{name}", value)
                first = (version.description or "").partition(_APART)[0]
                told = f"{first}{_APART}{mirror_words.promoted(event)[:_LONGEST]}"
                self._client.update_model_version(NAME, version.version, told)

    @contextlib.contextmanager
    def _run(
        self, name: str, tags: Mapping[str, str], kept: Mapping[str, bytes], event: Event | None
    ) -> Iterator[str]:
        """Yield the id of a new run with these files, of the time of an event, and finish it."""
        time = int(datetime.fromisoformat(event.fecha).timestamp() * 1000) if event else None
        run = self._client.create_run(self._experiment, start_time=time, tags=dict(tags), run_name=name).info.run_id
        with tempfile.TemporaryDirectory(prefix=f"{APP_ID}-") as folder:
            for file, content in kept.items():
                path = Path(folder, file)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
            self._client.log_artifacts(run, folder)
        yield run
        self._client.set_terminated(run, _DONE, end_time=time)

    def _add_version(self, run: str, name: str, content: bytes, tags: Mapping[str, str], told: str) -> ModelVersion:
        """Add a version that scores: as a pyfunc of this program, which has to be there to load it."""
        from mlflow import pyfunc  # noqa: PLC0415 - an extra of its own

        with tempfile.TemporaryDirectory(prefix=f"{APP_ID}-") as folder:
            table = Path(folder, f"{name}.json")
            table.write_bytes(content)
            pyfunc.save_model(Path(folder, _SCORER), loader_module=_LOADER, data_path=str(table), pip_requirements=[])
            self._client.log_artifacts(run, str(Path(folder, _SCORER)), _SCORER)
        source = f"{self._client.get_run(run).info.artifact_uri}/{_SCORER}"
        return self._client.create_model_version(NAME, source, run, {"modelo": name, **tags}, description=told)

    @contextlib.contextmanager
    def _refusing(self) -> Iterator[None]:
        from mlflow.exceptions import MlflowException  # noqa: PLC0415 - an extra of its own
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - likewise

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        except (MlflowException, SQLAlchemyError, msgspec.DecodeError) as error:
            raise LakeError(LakeFault.UNREACHABLE, self.place, str(error).partition("\n")[0][:_LONGEST]) from error


def _tags(event: Event) -> dict[str, str]:
    """Return an event as tags: who, when, why, from what, and what the gate said; none that is empty."""
    found = {
        "accion": event.accion.value,
        "tabla": event.modelo,
        "fecha": event.fecha,
        "quien": event.quien,
        "motivo": event.motivo,
        "campeon_antes": event.antes,
        "conjunto": event.conjunto,
        "padre": event.padre,
        "programa": event.programa,
    }
    if event.accion is Action.PROMOTE:
        found["a_pesar_de_la_puerta"] = "si" if event.a_pesar_de else "no"
    if event.puerta is not None:
        found["puerta"] = "paso" if event.puerta["paso"] else "no paso"
        found["puerta_alcance"] = (event.puerta.get("alcance") or {}).get("es", "")
        found["puerta_fallo"] = ", ".join(event.puerta["fallo"])
    return {name: value[:_LONGEST] for name, value in found.items() if value}


def _parameters(event: Event, new: Model) -> dict[str, str]:
    """Return how a table was made."""
    card = new.card
    found = {
        "conjunto": event.conjunto,
        "padre": event.padre,
        "programa": event.programa,
        "metodo": card.get("metodo", ""),
        "criterios_de_aprendizaje": card.get("criterios", ""),
        "establecimientos": card.get("establecimientos", ""),
        "apartados": card.get("apartados", ""),
    }
    return {
        name: (", ".join(map(str, value)) if isinstance(value, list) else str(value))[:_LONGEST]
        for name, value in found.items()
    }


def _figures(event: Event, evaluation: Mapping[str, Any]) -> dict[str, float]:
    """Return figures with the ends of their intervals; of too few cases there is none."""
    gate = event.puerta or {}
    intervals = {
        **{name: evaluation.get(name) for name in ("exactitud", "kappa", "f1_macro")},
        "sensibilidad_graves": evaluation.get("graves", {}).get("sensibilidad"),
        "ganancia_kappa": gate.get("ganancia_kappa"),
    }
    found: dict[str, float] = {"criterios_apartados": gate.get("criterios", 0), "criterios_gastados": event.gastados}
    for name, interval in intervals.items():
        for part, value in (interval or {}).items():
            found[name if part == "valor" else f"{name}_{part}"] = value
    return found
