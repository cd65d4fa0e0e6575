"""What a bundle is made of: the libraries, their versions and licences; for the licence file and the SBOM.

Run by the Python that makes the bundle, so that it names what really went in.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT: Final = Path(__file__).resolve().parent.parent
TEXTS: Final = Path(__file__).with_name("licences")
_QT: Final = ("qt", "pyside6-essentials", "shiboken6")
_NAMESPACE: Final = uuid.UUID("5f6c7f3e-8b8e-5d0b-9a55-0d6a3f2f4d11")


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """A part made by others: `licence` is an SPDX expression, or "" if only `text` says it; `purl` names it."""

    name: str
    version: str
    licence: str
    purl: str
    text: str


def found_in(bundle: Path) -> list[Component]:
    """Return the parts of the bundle in a folder, sorted by name."""
    return sorted([_python(), _qt(), *_distributions(), *_system_libraries(bundle), *_microsoft()])


def licence_file(components: Iterable[Component]) -> str:
    """Return the text of THIRD-PARTY-LICENSES.txt."""
    components = list(components)
    lines = ["This program contains the work of others:", ""]
    lines += [f"  {part.name} {part.version}  {part.licence}".rstrip() for part in components]
    for part in components:
        if part.name not in _QT:
            lines += ["", "=" * 100, f"{part.name} {part.version}", "=" * 100, "", part.text.strip()]
    lines += ["", "=" * 100, "qt, pyside6-essentials, shiboken6", "=" * 100, ""]
    lines += [(TEXTS / name).read_text(encoding="utf-8").strip("\n") + "\n" for name in ("qt.txt", "LGPL-3.0.txt")]
    lines += [(TEXTS / "GPL-3.0.txt").read_text(encoding="utf-8").strip("\n"), ""]
    return "\n".join(lines)


def sbom(components: Iterable[Component], name: str, version: str, epoch: int) -> str:
    """Return the parts as CycloneDX 1.6 JSON."""
    components = list(components)
    program = f"pkg:generic/{name}@{version}"
    system = f"{sys.platform}-{platform.machine().lower()}"
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{name} {version} {system} {components}')}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": program,
                "name": name,
                "version": version,
                "purl": program,
                "licenses": [{"license": {"id": "MIT"}}],
                "properties": [{"name": "system", "value": system}],
            },
        },
        "components": [_sbom_entry(part) for part in components],
        "dependencies": [
            {"ref": program, "dependsOn": [part.purl for part in components]},
            *({"ref": part.purl, "dependsOn": []} for part in components),
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _sbom_entry(part: Component) -> dict[str, object]:
    entry: dict[str, object] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
    }
    if part.licence:
        entry["licenses"] = [{"expression": part.licence}]
    return entry


def _python() -> Component:
    version = platform.python_version()
    folders = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    texts = [folder / name for folder in folders for name in ("LICENSE.txt", "LICENSE") if (folder / name).is_file()]
    if not texts:
        sys.exit(f"Python's LICENSE.txt is in none of {', '.join(map(str, folders))}")
    text = texts[0].read_text(encoding="utf-8")
    return Component("python", version, "PSF-2.0", f"pkg:generic/python@{version}", text)


def _qt() -> Component:
    from PySide6.QtCore import qVersion  # noqa: PLC0415 - the only thing here that loads Qt

    return Component("qt", qVersion(), "LGPL-3.0-only", f"pkg:generic/qt@{qVersion()}", "")


def _microsoft() -> list[Component]:
    """Return what Qt and Python need of Microsoft's compiler on Windows, and bring with them."""
    name = "microsoft-visual-cpp-runtime"
    text = (
        "MSVCP140*.dll and VCRUNTIME140*.dll, redistributed unchanged under the terms of the list of\n"
        "distributable code of Microsoft Visual Studio. Copyright Microsoft Corporation."
    )
    return [Component(name, "14", "", f"pkg:generic/{name}@14", text)] if os.name == "nt" else []


def _distributions() -> list[Component]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        ahead = [*tomllib.load(file)["project"]["dependencies"], "pyinstaller"]
    found: dict[str, Component] = {}
    while ahead:
        name = re.split(r"[^A-Za-z0-9._-]", ahead.pop(), maxsplit=1)[0]
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        distribution = metadata.distribution(name)
        found[key] = _component(key, distribution)
        if key != "pyinstaller":  # of it only the starter goes into the bundle
            ahead += [text for text in distribution.requires or [] if "extra ==" not in text]
    return list(found.values())


def _component(name: str, distribution: metadata.Distribution) -> Component:
    version = distribution.version
    about = distribution.metadata.json
    licence = str(about.get("license_expression") or about.get("license") or "")
    if name == "pyinstaller":
        licence = "GPL-2.0-or-later WITH Bootloader-exception"
    texts = [
        Path(str(distribution.locate_file(file))).read_text(encoding="utf-8")
        for file in distribution.files or []
        if re.match(r"(licen[cs]e|copying|notice)", file.name, re.IGNORECASE) and ".dist-info" in str(file)
    ]
    if not texts and name not in _QT:
        sys.exit(f"{name} {version} has no licence text with it")
    return Component(name, version, licence, f"pkg:pypi/{name}@{version}", "\n\n".join(texts))


def _system_libraries(bundle: Path) -> list[Component]:
    """Return the libraries of the build machine's system in the bundle, by Debian package."""
    if not shutil.which("dpkg-query"):
        return []
    libraries = [path.name for path in (bundle / "_internal").glob("*.so*") if not path.is_symlink()]
    packages: set[str] = set()
    for library in sorted(libraries):
        if library.startswith("libpython"):
            continue
        ask = ["dpkg-query", "--search", f"*/{library}"]
        answer = subprocess.run(ask, check=False, capture_output=True, text=True).stdout
        owners = {line.split(": ")[0] for line in answer.splitlines() if not line.startswith("diversion")}
        native = sorted(owner for owner in owners if ", " not in owner and "-dev" not in owner)
        if not native:
            sys.exit(f"no Debian package owns {library}, which is in the bundle")
        packages.add(native[0])
    return [_debian(package) for package in sorted(packages)]


def _debian(package: str) -> Component:
    show = ["dpkg-query", "--show", "--showformat", "${Package} ${Version} ${Architecture}", package]
    name, version, architecture = subprocess.run(show, check=True, capture_output=True, text=True).stdout.split()
    text = (Path("/usr/share/doc") / name / "copyright").read_text(encoding="utf-8", errors="replace")
    return Component(name, version, "", f"pkg:deb/debian/{name}@{version}?arch={architecture}", text)
