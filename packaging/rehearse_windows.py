"""The Windows installer, built and tried on Linux under Wine; packaging/README.md lists what is tried.

uv run --group build python packaging/rehearse_windows.py         builds, then tries
uv run --group build python packaging/rehearse_windows.py --try   tries the installer that was built last
"""

from __future__ import annotations

import shutil
import struct
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import bundle
import driving
import smoke
import windows_installer
import wine_python
from display import display
from smoke import expect, step, wait_for
from wine import Pc

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

TOOLS: Final = ("wine", "makensis", wine_python.COMPILER, wine_python.OBJDUMP, "uv")
TOOLS_TO_TRY: Final = ("Xvfb", "xdotool")
WORK: Final = bundle.ROOT / "build" / "rehearsal"
OLD_VERSION: Final = "0.9.0"
_UNINSTALL_KEY: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\predictor-medico"
_OWN_KEY: Final = r"HKCU\Software\predictor-medico"
_UNINSTALLER: Final = f"^{bundle.NAME} Uninstall"
"""The title of the uninstaller's window, which ends with a space, and of its question, which does not."""
_RUNNING: Final = 3
"""The installer's exit status while the program runs."""
_WINDOWED: Final = 2
_CONSOLE: Final = 3
"""What a Windows program's header says it is."""


def build(dist: Path) -> None:
    """Build the Windows bundle with PyInstaller under Wine, and its installer into `dist`."""
    python = wine_python.make(WORK / "python")
    workshop = Pc(WORK / "workshop")
    workshop.make()
    script = bundle.ROOT / "packaging" / "bundle.py"
    variables = {"SOURCE_DATE_EPOCH": str(bundle.epoch()), "PYTHONHASHSEED": "0"}
    arguments: list[str | Path] = [python, workshop.windows_path(script), workshop.windows_path(_out())]
    done = workshop.run(arguments, timeout=900, variables=variables, check=False)
    workshop.wait()
    if done.returncode != 0:
        sys.exit(f"PyInstaller failed under Wine:\n{done.stderr.decode(errors='replace')[-4000:]}")
    folder = _out() / bundle.FOLDER
    bundle.settle(folder, bundle.epoch())
    installer = windows_installer.compile_installer(folder, dist, note="-rehearsal")
    bundle.copy_papers(folder, _out(), dist, installer.stem)


def _out() -> Path:
    return WORK / "out"


def rehearse(dist: Path) -> None:
    """Go through a clinic PC's life with the installer in `dist`. Raises SmokeError."""
    installer = windows_installer.path_of(dist, bundle.version(), "-rehearsal")
    with tempfile.TemporaryDirectory(prefix="predictor-medico-") as name, display() as display_name:
        folder = Path(name)
        older = _older_installer(folder)
        pc = Pc(folder / "pc", display_name)
        pc.make()
        try:
            _life(pc, older, installer)
        finally:
            pc.stop()


def _older_installer(folder: Path) -> Path:
    """Return the installer of a version before this one, with a file that this one has no more."""
    source = folder / "older"
    shutil.copytree(_out() / bundle.FOLDER, source)
    (source / "_internal" / "no longer there.pyd").write_bytes(b"")
    return windows_installer.compile_installer(source, folder, OLD_VERSION, quick=True)


def _life(pc: Pc, older: Path, installer: Path) -> None:
    home = pc.local_app_data / "Programs" / bundle.NAME
    data = pc.local_app_data / bundle.APP_ID
    log = data / smoke.LOG
    before = _seen(pc)

    def run(arguments: Sequence[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return pc.run([home / f"{bundle.COMMAND}.exe", *arguments], stdin=stdin, check=False)

    step("installs the older version, silently")
    pc.run([older, "/S"])
    expect((home / "_internal" / "no longer there.pyd").exists(), "the older version was not installed")
    expect(_registered(pc, "DisplayVersion") == OLD_VERSION, "Windows does not list the older version")

    step("types a patient into the older version's window")
    window = pc.start([home / f"{bundle.WINDOW}.exe"])
    smoke.type_patient(log)

    step("refuses to install or remove while the window is open")
    expect(pc.run([installer, "/S"], check=False).returncode == _RUNNING, "it installed under an open window")
    pc.run([home / "uninstall.exe", "/S", f"_?={pc.windows_path(home)}"], check=False)
    expect((home / f"{bundle.COMMAND}.exe").exists(), "it removed the program under an open window")
    pc.stop()
    window.wait()

    step("installs the new version in its place")
    pc.run([installer, "/S"])
    expect(not (home / "_internal" / "no longer there.pyd").exists(), "the older version's files are still there")
    expect(_registered(pc, "DisplayVersion") == bundle.version(), "Windows does not list the new version")
    _check_registered(pc)
    _check_programs(home)
    expect(run(["--version"]).stdout.split() == [bundle.APP_ID.encode(), bundle.version().encode()], "its version")

    step("answers on the command line, and exports")
    made = smoke.try_commands(run, lambda file: (pc.windows_path(pc.user / file), pc.user / file))

    step("types a patient into the window")
    window = pc.start([home / f"{bundle.WINDOW}.exe"])
    smoke.type_patient(log)
    refused = run(["predecir", "--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90"])
    expect(refused.returncode == 1, f"two writers at once: {refused}")
    pc.stop()
    window.wait()
    expect(len(smoke.records(log)) == made + 2, f"records are missing or too many in {log.name}")
    expect(not list((data / "Logs").glob("falla*")), "the window wrote a crash file")
    kept = log.read_bytes()
    print("".join(f"    {line}\n" for line in kept.decode().splitlines()), end="")

    step("removes the program; the records stay")
    pc.run([home / "uninstall.exe", "/S"])
    wait_for(lambda: not home.exists(), "everything that was installed is gone")
    pc.wait()
    expect(log.read_bytes() == kept, "the records are not what they were")
    expect(not any(shortcut.exists() for shortcut in _shortcuts(pc)), "a shortcut is left")
    expect(not _registered(pc, "DisplayName"), "Windows still lists it")
    expect(pc.run(["reg", "query", _OWN_KEY], check=False).returncode != 0, "its own key is left in the registry")
    left = {path for path in _seen(pc) - before if not path.is_relative_to(data)} - {pc.local_app_data / "Programs"}
    exported = {path for path in left if path.parent == pc.user}
    expect(left == exported, f"left behind: {sorted(map(str, left - exported))}")

    _remove_with_records(pc, home, data, installer)


def _remove_with_records(pc: Pc, home: Path, data: Path, installer: Path) -> None:
    """Install once more, and remove the program as somebody does who wants the records gone."""
    step("removes it with the records, where the box is ticked and the question answered")
    kept = (data / smoke.LOG).read_bytes()
    pc.run([installer, "/S"])
    pc.start([home / "uninstall.exe"])
    wait_for(lambda: driving.focus(f"{_UNINSTALLER} $"), "the uninstaller's window")
    driving.press("Down", "space", "Return")
    wait_for(lambda: driving.focus(f"{_UNINSTALLER}$"), "the question whether to delete the records")
    expect((data / smoke.LOG).read_bytes() == kept, "the records were deleted before the question was answered")
    driving.press("Left", "Return")
    wait_for(lambda: not data.exists(), "the records are gone")
    wait_for(lambda: driving.focus(f"{_UNINSTALLER} $"), "the uninstaller's last page")
    driving.press("Return")
    wait_for(lambda: not home.exists(), "the program is gone")


def _check_registered(pc: Pc) -> None:
    """See that Windows knows how to remove the program, and shows it where programs are looked for."""
    for value in ("QuietUninstallString", "UninstallString", "DisplayIcon", "Publisher", "InstallLocation"):
        expect(_registered(pc, value), f"Windows is not told: {value}")
    absent = [shortcut for shortcut in _shortcuts(pc) if not shortcut.is_file()]
    expect(not absent, f"shortcuts are missing: {absent}")


def _check_programs(home: Path) -> None:
    """See that Windows is told what the programs are, and that they bear long paths and sharp screens."""
    for name, is_window in ((bundle.COMMAND, False), (bundle.WINDOW, True)):
        content = (home / f"{name}.exe").read_bytes()
        for words in (bundle.NAME, bundle.version(), f"{name}.exe"):
            expect(words.encode("utf-16-le") in content, f"{name}.exe does not say {words}")
        for setting in (b"longPathAware", b"PerMonitorV2", b"asInvoker"):
            expect(setting in content, f"{name}.exe has no {setting.decode()} in its manifest")
        for picture in _pictures():
            expect(picture in content, f"{name}.exe has not every size of the icon")
        header = int.from_bytes(content[0x3C:0x40], "little")
        kind = int.from_bytes(content[header + 0x5C : header + 0x5E], "little")
        expect(kind == (_WINDOWED if is_window else _CONSOLE), f"{name}.exe is of kind {kind}")


def _pictures() -> list[bytes]:
    """Return the pictures of the icon, one a size, as they stand in the .ico and in a program."""
    content = (bundle.ROOT / "gui" / "icons" / "predictor-medico.ico").read_bytes()
    count = int.from_bytes(content[4:6], "little")
    places = [struct.unpack_from("<II", content, 6 + 16 * number + 8) for number in range(count)]
    return [content[start : start + size] for size, start in places]


def _seen(pc: Pc) -> set[Path]:
    """Return the user's files and folders, without what Windows itself keeps of what was used."""
    own = ("Microsoft", "Temp")
    return {path for path in pc.user.rglob("*") if not any(part in own for part in path.parts)}


def _shortcuts(pc: Pc) -> list[Path]:
    name = f"{bundle.NAME}.lnk"
    menu = pc.user / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    return [menu / name, pc.user / "Desktop" / name]


def _registered(pc: Pc, value: str) -> str:
    """Return what Windows' list of programs says of this one, "" if nothing."""
    done = pc.run(["reg", "query", _UNINSTALL_KEY, "/v", value], check=False)
    lines = [line for line in done.stdout.decode(errors="replace").splitlines() if value in line]
    return lines[0].split("REG_SZ", 1)[1].strip() if lines and "REG_SZ" in lines[0] else ""


def main() -> None:
    """Build unless told not to, and rehearse; exit with what went wrong."""
    missing = [tool for tool in (*TOOLS, *TOOLS_TO_TRY) if not shutil.which(tool)]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}; packaging/README.md says how to get them")
    dist = WORK / "dist"
    dist.mkdir(parents=True, exist_ok=True)
    if "--try" not in sys.argv[1:]:
        step("builds the bundle under Wine, and its installer")
        build(dist)
    try:
        rehearse(dist)
    except smoke.SmokeError as error:
        sys.exit(f"the rehearsal failed: {error}")
    step("the rehearsal went well")


if __name__ == "__main__":
    main()
