"""The bundle: one folder with the program, Python and Qt, which runs where none of them is installed.

    uv run --group build python packaging/bundle.py OUT      makes OUT/predictor-medico and its SBOM

Runs on Linux, Windows and macOS, and under Wine. The same sources give the same folder, bit for bit, wherever it is
built: times come from SOURCE_DATE_EPOCH or from the last commit.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import py_compile
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Final

import components
import trim

ROOT: Final = Path(__file__).resolve().parent.parent
SPEC: Final = ROOT / "packaging" / "predictor_medico.spec"
APP_ID: Final = "predictor-medico"
NAME: Final = "Predictor Médico"
COMMAND: Final = "predictor-medico"
WINDOW: Final = "predictor-medico-ventana"
FOLDER: Final = "predictor-medico"
SBOM: Final = "predictor-medico.cdx.json"
LEGAL_TEXTS: Final = ("LICENSE.txt", "THIRD-PARTY-LICENSES.txt")
SIGNATURE_MODULES: Final = (
    "argparse",
    "inspect",
    "pathlib",
    "textwrap",
    "tempfile",
    "typing",
    "zipfile",
    "zipimport",
)
"""What shiboken's own Python code imports at start-up, which PyInstaller cannot see."""

_ONLY_FOR_BUILDERS: Final = ("shibokensupport/signature/lib/pyi_generator.py",)
"""What of shiboken's Python code is loaded at each start and serves only those who write type stubs: left empty."""

_DATA: Final = (".html", ".ico", ".json", ".png", ".qm", ".svg")

_ICONS: Final = {"win32": "predictor-medico.ico", "darwin": "predictor-medico-512.png"}


def version() -> str:
    """Return the program's version."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def epoch() -> int:
    """Return the time that everything built gets, in seconds since 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    last = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(last, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def icon() -> Path | None:
    """Return the file of the program's icon for this system; Linux has it in the desktop's folders instead."""
    name = _ICONS.get(sys.platform)
    return ROOT / "gui" / "icons" / name if name else None


def data_files(work: Path) -> list[tuple[str, str]]:
    """Return what belongs beside the code: each file and the folder of the bundle that it goes to."""
    found = [
        (str(path), str(path.parent.relative_to(ROOT)))
        for package in ("core", "gui")
        for path in sorted((ROOT / package).rglob("*"))
        if path.suffix in _DATA and not _is_of_another_program(path)
    ]
    made = work / "data"
    found += [(str(path), str(path.parent.relative_to(made))) for path in sorted(made.rglob("*")) if path.is_file()]
    return found


def _is_of_another_program(path: Path) -> bool:
    return any(path.is_relative_to(ROOT / room) for room in trim.OTHER_PROGRAMS)


def build(out: Path, work: Path) -> Path:
    """Make the bundle in `out`, with `work` for what lies about meanwhile; return its folder."""
    _check_excluded()
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    _write_metadata(work / "data")
    _write_signature_code(work)
    if sys.platform == "win32":
        for name, is_window in ((COMMAND, False), (WINDOW, True)):
            (work / f"{name}.version").write_text(_version_resource(name, is_window), encoding="utf-8")
    variables = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(epoch()),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "PREDICTOR_MEDICO_WORK": str(work),
    }
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(out), "--workpath", str(work / "pyinstaller"), str(SPEC)]
    subprocess.run(command, check=True, env=variables, cwd=work)
    folder = out / FOLDER
    if sys.platform == "linux":
        _check_complete(folder)
    _write_legal_texts(folder, out / SBOM)
    settle(folder, epoch())
    return folder


def settle(folder: Path, time_s: int) -> None:
    """Give everything in a folder the same time, and the rights that it needs and no others."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            is_program = path.is_dir() or (path.parent == folder and path.name in (COMMAND, WINDOW))
            path.chmod(0o755 if is_program else 0o644)
        if os.utime in os.supports_follow_symlinks:
            os.utime(path, (time_s, time_s), follow_symlinks=False)
        elif not path.is_symlink():
            os.utime(path, (time_s, time_s))


def copy_papers(folder: Path, out: Path, dist: Path, name: str) -> None:
    """Put the bundle's SBOM and the licences of its parts beside what is made of it."""
    shutil.copyfile(out / SBOM, dist / f"{name}.cdx.json")
    shutil.copyfile(folder / LEGAL_TEXTS[1], dist / f"{name}-THIRD-PARTY-LICENSES.txt")


def libraries_not_brought(folder: Path) -> set[str]:
    """Return the libraries that a Linux bundle is linked to and leaves to the system."""
    programs = elf_files(folder)
    brought = {path.name for path in programs}
    return {name for path in programs for name in trim.needed_by_elf(str(path))} - brought


def elf_files(folder: Path) -> list[Path]:
    """Return the programs and libraries of a Linux bundle."""
    return [path for path in [folder / COMMAND, *folder.rglob("*.so*")] if path.is_file() and not path.is_symlink()]


def _check_complete(folder: Path) -> None:
    """End the build if the build machine lacks a library that the bundle should have brought."""
    missing = {name for name in libraries_not_brought(folder) if not trim.is_left_to_the_system(name)}
    if missing:
        from gui import preflight  # noqa: PLC0415 - its list of packages serves those who build, too

        packages = sorted({preflight.DEBIAN_PACKAGES.get(name, name) for name in missing})
        sys.exit(f"{', '.join(sorted(missing))} could not be bundled; try: apt install {' '.join(packages)}")


def _write_legal_texts(folder: Path, sbom: Path) -> None:
    """Write the program's licence and those of its parts into the bundle, and the list of its parts beside it."""
    parts = components.found_in(folder)
    own, others = (folder / name for name in LEGAL_TEXTS)
    shutil.copyfile(ROOT / "LICENSE", own)
    others.write_text(components.licence_file(parts), encoding="utf-8", newline="\n")
    sbom.write_text(components.sbom(parts, APP_ID, version(), epoch()), encoding="utf-8", newline="\n")


def _check_excluded() -> None:
    """End the build if the program itself imports something that the bundle goes without."""
    excluded = {*trim.PYTHON_MODULES, *trim.OTHER_MODULES, *(f"PySide6.{name}" for name in trim.QT_MODULES)}
    for package in ("core", "gui"):
        for path in (ROOT / package).rglob("*.py"):
            if _is_of_another_program(path):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                else:
                    continue
                for name in names:
                    if name in excluded or name.partition(".")[0] in excluded:
                        sys.exit(f"{path.relative_to(ROOT)} imports {name}, which packaging/trim.py leaves out")


def _write_metadata(data: Path) -> None:
    """Write what `importlib.metadata.version` reads: an installed copy would name the build machine's folders."""
    folder = data / f"{APP_ID.replace('-', '_')}-{version()}.dist-info"
    folder.mkdir(parents=True)
    text = f"Metadata-Version: 2.1\nName: {APP_ID}\nVersion: {version()}\n"
    (folder / "METADATA").write_text(text, encoding="utf-8", newline="\n")


def _write_signature_code(work: Path) -> None:
    """Compile shiboken's own Python code once, here; else each start of the program would compile it anew."""
    spec = importlib.util.find_spec("shiboken6")
    if spec is None or spec.origin is None:
        sys.exit("shiboken6 is missing: run this with `uv run --group build`")
    target = work / "data" / "shiboken6" / "files.dir"
    with tempfile.TemporaryDirectory(dir=work) as name:
        # In a copy, because it writes its code beside itself.
        shutil.copytree(Path(spec.origin).parent, Path(name) / "shiboken6")
        variables = {**os.environ, "PYTHONPATH": name, "SBK_EMBED": "0"}
        subprocess.run([sys.executable, "-c", "import shiboken6"], check=True, env=variables)
        sources = Path(name) / "shiboken6" / "files.dir"
        for unused in _ONLY_FOR_BUILDERS:
            (sources / unused).write_text("", encoding="utf-8")
        for source in sorted(sources.rglob("*.py")):
            inside = source.relative_to(sources)
            py_compile.compile(
                str(source),
                cfile=str((target / inside).with_suffix(".pyc")),
                dfile=inside.as_posix(),
                doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )


def _version_resource(name: str, is_window: bool) -> str:
    numbers = ", ".join([*version().split("."), "0"])
    words = {
        "CompanyName": NAME,
        "FileDescription": NAME if is_window else f"{NAME} (línea de comandos)",
        "FileVersion": version(),
        "InternalName": name,
        "LegalCopyright": "MIT",
        "OriginalFilename": f"{name}.exe",
        "ProductName": NAME,
        "ProductVersion": version(),
    }
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in words.items())
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers=({numbers}), prodvers=({numbers}), mask=0x3F, flags=0, OS=0x40004, "
        "fileType=1, subtype=0, date=(0, 0)),\n"
        f"  kids=[StringFileInfo([StringTable('0C0A04B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0C0A, 1200])])],\n)\n"
    )


if __name__ == "__main__":
    destination = Path(sys.argv[1]).resolve()
    print(build(destination, destination / "work"))
