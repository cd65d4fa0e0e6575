"""`conjunto`: freezes a data set, lists those of the lake, or makes one again from its deliveries."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.cli import answers, progress
from core.district.learning import dataset, remake
from core.district.session import existing
from core.district.store import open_store
from core.system import disk
from core.system.status import DONE
from core.system.whole_file import write_whole

if TYPE_CHECKING:
    import argparse

    from core.district.files import Store
    from core.district.learning.dataset import DataSet, Manifest

_FREEZING: Final = "Congelando…"
_MANIFEST_AT_MOST = 64 * 1024 * 1024


def run(options: argparse.Namespace) -> int:
    """Carry out the action. Raises LearningError, LakeError, ReadError or SaveError."""
    action = {"crear": _create, "lista": _list, "rehacer": _remake}[options.accion]
    return action(options)


def _create(options: argparse.Namespace) -> int:
    asked = dataset.Asked(
        str(options.desde or ""),
        str(options.hasta or ""),
        tuple(options.establecimiento or ()),
        dataset.Kind(options.incluye),
    )
    with progress.shown(_FREEZING):
        found = remake.freeze(options.lago, asked)
    store = open_store(options.lago)
    said = _said(found.id, found.manifest) | {"nuevo": _kept(store, found)}
    _copy(store, found.id, options.salida)
    answers.answer(said)
    return DONE


def _list(options: argparse.Namespace) -> int:
    store, _ = existing(options.lago)
    answers.answer([_said(one, dataset.load_manifest(store, one)) for one in dataset.ids(store)])
    return DONE


def _remake(options: argparse.Namespace) -> int:
    store, _ = existing(options.lago)
    path = Path(options.conjunto)
    if path.is_file():
        with disk.reading(path):
            content = disk.read_small(path, _MANIFEST_AT_MOST)
        data_set = hashlib.sha256(content).hexdigest()
        manifest = dataset.decode(content, data_set, str(path))
    else:
        data_set = dataset.find(store, options.conjunto)
        manifest = dataset.load_manifest(store, data_set)
    with progress.shown(_FREEZING):
        found = remake.remake(store, data_set, manifest)
    said = _said(data_set, manifest) | {"igual": True, "nuevo": _kept(store, found)}
    _copy(store, data_set, options.salida)
    answers.answer(said)
    return DONE


def _kept(store: Store, found: DataSet) -> bool:
    with store.writing("conjunto"):
        return dataset.save(store, found)


def _copy(store: Store, data_set: str, folder: Path | None) -> None:
    """Write the files of a data set, as the lake has them, into a folder outside it, if one was given."""
    if folder is None:
        return
    disk.prepare_directory(folder)
    for name in dataset.names(data_set):
        write_whole(folder / Path(name).name, [store.read(name)])


def _said(data_set: str, manifest: Manifest) -> dict[str, Any]:
    return {
        "id": data_set,
        "registros": manifest.registros,
        "criterios": manifest.criterios,
        "a_ciegas": manifest.a_ciegas,
        "establecimientos": len(manifest.por_establecimiento),
        "desde": manifest.desde,
        "hasta": manifest.hasta,
        "incluye": manifest.pedido.incluye.value,
    }
