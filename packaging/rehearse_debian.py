"""The Debian package on a Debian 12 that has nothing else: installed, used, upgraded, removed, purged.

    sudo uv run --group build python packaging/rehearse_debian.py                    with the package in dist/
    sudo uv run --group build python packaging/rehearse_debian.py PACKAGE BUNDLE     with another one, and its bundle

The Debian is made by debootstrap in a folder of its own, once, and copied for each rehearsal. Needs root for that.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import bare_debian
import build
import bundle
import deb
import driving
import reading
import smoke
from display import display
from smoke import expect, step, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TOOLS: Final = (*bare_debian.TOOLS, "Xvfb", "xdotool", "dpkg-deb", *reading.TOOLS)
OLD_VERSION: Final = "0.9.0"
USER: Final = "enfermera"


class Words(NamedTuple):
    """What a system's language makes of the program: `letters` is what Tesseract calls the language."""

    letters: str
    window: tuple[str, ...]
    guide_title: str
    guide: tuple[str, ...]
    print_title: str
    file: str
    paper: tuple[str, ...]


_WORDS: Final = {
    "es_CO.UTF-8": Words(
        letters="spa",
        window=("Signos vitales", "Presión sistólica", "Frecuencia cardíaca", "Aquí aparecerá el resultado"),
        guide_title="^Guía de Predictor Médico$",
        guide=("Un paciente, solo con el teclado", "Cómo se escriben los números"),
        print_title="^Imprimir: ",
        file="reporte-*.pdf",
        paper=("Últimas 5 predicciones", "Enfermedad crónica", "No es un dispositivo médico"),
    ),
    "en_US.UTF-8": Words(
        letters="eng",
        window=("Vital signs", "Systolic pressure", "Heart rate", "The result will appear here"),
        guide_title="^Predictor Médico: user guide$",
        guide=("One patient, by keyboard alone", "How to enter numbers"),
        print_title="^Print: ",
        file="report-*.pdf",
        paper=("Last 5 predictions", "Chronic illness", "Not a medical device"),
    ),
}


class Debian:
    """A Debian in a folder: runs programs in it, as root or as its one user."""

    def __init__(self, root: Path, display_name: str) -> None:
        self.root = root
        self._display = display_name

    def command(self, arguments: Sequence[str], user: str, locale: str = "C.UTF-8") -> list[str]:
        """Return what runs a program in this Debian, with none of this machine's variables."""
        home = "/root" if user == "root" else f"/home/{user}"
        variables = [f"PATH={bare_debian.PATH}", f"HOME={home}", f"LC_ALL={locale}"]
        variables += [f"DISPLAY={self._display}", "DEBIAN_FRONTEND=noninteractive", "QT_QPA_PLATFORM=xcb"]
        return ["chroot", f"--userspec={user}:{user}", str(self.root), "env", "-i", *variables, *arguments]

    def run(
        self, arguments: Sequence[str], user: str = "root", stdin: bytes = b"", *, check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a program to its end. Raises SmokeError if it fails, unless not `check`."""
        done = subprocess.run(self.command(arguments, user), input=stdin, capture_output=True, check=False)
        said = f"{done.stdout.decode()}{done.stderr.decode()}"
        expect(not check or done.returncode == 0, f"{' '.join(arguments)}: {said}")
        return done


def rehearse(package: Path, older: Path) -> None:
    """Go through the package's life. Raises SmokeError."""
    with display() as name, bare_debian.fresh() as root:
        debian = Debian(root, name)
        for path in (package, older):
            shutil.copy(path, root / "srv" / path.name)
        debian.run(["useradd", "--create-home", USER])
        _life(debian, package.name, older.name)


def _life(debian: Debian, package: str, older: str) -> None:
    home = debian.root / "home" / USER
    log = home / ".local" / "share" / bundle.APP_ID / smoke.LOG

    def run(arguments: Sequence[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return debian.run([bundle.COMMAND, *arguments], USER, stdin, check=False)

    step("installs what the package depends on, then the older version")
    debian.run(["apt-get", "update"])
    debian.run(["apt-get", "install", "--yes", "--no-install-recommends", f"/srv/{older}"])
    debian.run(["dpkg", "--purge", bundle.APP_ID])
    before = _files(debian.root)
    debian.run(["dpkg", "--install", f"/srv/{older}"])
    links = debian.root / "usr" / "bin" / bundle.COMMAND
    expect(links.is_symlink(), "there is no command in /usr/bin")

    step("types a patient into the older version's window")
    with smoke.running(debian.command([bundle.COMMAND], USER)):
        smoke.type_patient(log)
        step("refuses to be replaced or removed while the window is open")
        for act in (["dpkg", "--install", f"/srv/{package}"], ["dpkg", "--remove", bundle.APP_ID]):
            refused = debian.run(act, check=False)
            expect(refused.returncode != 0 and b"abierto" in refused.stderr, f"not refused: {refused}")
        expect(_version(debian) == OLD_VERSION, "the older version is not whole any more")

    step("upgrades, with the older version's records in place")
    debian.run(["dpkg", "--install", f"/srv/{package}"])
    expect(_version(debian) == bundle.version(), "it was not upgraded")
    expect(len(smoke.records(log)) == 1, "the older version's record is gone")

    step("answers on the command line, and exports")
    made = smoke.try_commands(run, lambda file: (f"/home/{USER}/{file}", home / file))

    step("types a patient into the window")
    with smoke.running(debian.command([bundle.COMMAND], USER)):
        smoke.type_patient(log)
    expect(len(smoke.records(log)) == made + 2, "records are missing or too many")
    crashes = list((home / ".local" / "state" / bundle.APP_ID / "log").glob("falla*"))
    expect(not crashes, f"the window wrote a crash file: {crashes}")
    kept = log.read_bytes()
    print("".join(f"    {line}\n" for line in kept.decode().splitlines()), end="")

    for locale, words in _WORDS.items():
        step(f"shows its window and its guide, and prints, in {locale}")
        with smoke.running(debian.command([bundle.COMMAND], USER, locale)):
            _read_and_print(words, home)

    step("removes and purges; the records stay")
    debian.run(["dpkg", "--remove", bundle.APP_ID])
    debian.run(["dpkg", "--purge", bundle.APP_ID])
    expect(log.read_bytes() == kept, "the records are not what they were")
    left = {path for path in _files(debian.root) - before if not path.startswith(f"home/{USER}/")}
    expect(not left, f"left behind: {sorted(left)}")


def _read_and_print(words: Words, home: Path) -> None:
    """See that the open window, the guide and the printed report can be read, with the letters of their language."""
    wait_for(lambda: driving.focus(smoke.WINDOW), "the window takes the keys")
    _expect_words(words.window, lambda: reading.on_display(words.letters), "the window")
    driving.press("F1")
    wait_for(lambda: driving.focus(words.guide_title), "the guide's window")
    _expect_words(words.guide, lambda: reading.on_display(words.letters), "the guide")
    driving.press("Escape")
    wait_for(lambda: not driving.is_shown(words.guide_title), "the end of the guide")
    wait_for(lambda: driving.focus(smoke.WINDOW), "the window takes the keys again")
    driving.press("ctrl+2", "ctrl+p")
    wait_for(lambda: driving.focus(words.print_title), "the printer's dialog")
    driving.press("Return")
    wait_for(lambda: not driving.is_shown(words.print_title), "the end of the printer's dialog")
    wait_for(lambda: any(home.glob(words.file)), "the printed report")
    printed = next(home.glob(words.file))
    wait_for(lambda: printed.read_bytes().rstrip().endswith(b"%%EOF"), "the end of the printed report")
    _expect_words(words.paper, lambda: reading.on_paper(printed, words.letters), "the printed report")


def _expect_words(words: Sequence[str], read: Callable[[], str], where: str) -> None:
    """Read until all these words stand there. Raises SmokeError with what was read last."""
    seen = ""

    def are_there() -> bool:
        nonlocal seen
        seen = read()
        return all(part in seen for part in words)

    try:
        wait_for(are_there, f"{words} in {where}")
    except smoke.SmokeError as error:
        raise smoke.SmokeError(f"{error}; read: {seen}") from None


def _version(debian: Debian) -> str:
    return debian.run(["dpkg-query", "--show", "--showformat", "${Version}", bundle.APP_ID]).stdout.decode()


def _files(root: Path) -> set[str]:
    """Return what is on the disk of a Debian, but for what dpkg itself notes down."""
    found = set()
    for folder, folders, names in os.walk(root):
        inside = os.path.relpath(folder, root)
        if inside in ("proc", "sys", "dev", "tmp", "var/log", "var/cache", "var/lib/dpkg"):
            folders.clear()
            continue
        found |= {os.path.normpath(f"{inside}/{name}") for name in [*folders, *names]}
    return found


def main() -> None:
    """Rehearse with the package in dist/, and an older one made of the same bundle; exit with what went wrong."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing or os.geteuid() != 0:
        sys.exit(f"missing: {', '.join(missing) or 'the rights of root'}; packaging/README.md says how to get them")
    given = [Path(name).resolve() for name in sys.argv[1:]]
    package, folder = given or [build.DIST / deb.file_name(bundle.version()), build.BUILD / "linux" / bundle.FOLDER]
    if not package.exists() or not folder.exists():
        sys.exit(f"{package} is missing: build it first")
    older = deb.build(folder, bare_debian.WORK, bare_debian.WORK / "older", OLD_VERSION)
    try:
        rehearse(package, older)
    except smoke.SmokeError as error:
        sys.exit(f"the rehearsal failed: {error}")
    step("the rehearsal went well")


if __name__ == "__main__":
    main()
