"""The image of the service without a Docker engine: the Dockerfile's own instructions in a bare Debian 12, then used.

    sudo uv run python packaging/rehearse_container.py

Debian's Python stands for that of the image that the Dockerfile begins with; all else is done as it says there. It is
built, then started as its user on a read-only root, with a folder for the data and a network of its own. Needs root.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

import bare_debian
import bundle
import dockerfile
import smoke
from smoke import expect, step, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockerfile import Stage

TOOLS: Final = (*bare_debian.TOOLS, "unshare", "nsenter", "curl")
DOCKERFILE: Final = bundle.ROOT / "packaging" / "docker" / "Dockerfile"
CERTIFICATES: Final = Path("/etc/ssl/certs/ca-certificates.crt")
CURL: Final = (
    *("curl", "--silent", "--show-error", "--fail", "-X", "POST", "http://localhost:5000/predecir"),
    *("-H", "Content-Type: application/json", "-d", '{"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}'),
)
"""The specification's own request; compose.yaml publishes the container's port 5000 as 5001."""

_LOOPBACK: Final = """
import fcntl, os, socket, struct, sys
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 0x49))  # SIOCSIFFLAGS: up, loopback, running
os.execvp(sys.argv[1], sys.argv[1:])
"""


class Image:
    """What a stage has made: a folder, and the variables, the user and the working folder of its last instruction."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.variables = {"PATH": bare_debian.PATH, "HOME": "/root", "LC_ALL": "C.UTF-8"}
        self.user = "0:0"
        self.folder = "/"

    def command(self, *arguments: str, **more: str) -> list[str]:
        """Return what runs a program in the folder, with none of this machine's variables but `more`."""
        said = [f"{name}={value}" for name, value in {**self.variables, **more}.items()]
        inside = ["sh", "-c", 'cd "$0" && exec "$@"', self.folder, *arguments]
        return ["chroot", f"--userspec={self.user}", str(self.root), "env", "-i", *said, *inside]

    def build(self, stage: Stage, earlier: dict[str, Image]) -> None:
        """Obey the instructions of a stage. Raises SmokeError."""
        for found in stage.instructions:
            if found.name == "RUN":
                self.run(found.text, **_network())
            elif found.name == "COPY":
                source = earlier[found.options["from"]].root if "from" in found.options else bundle.ROOT
                *names, target = found.words
                for name in names:
                    self._copy(source / name.lstrip("/"), target)
            elif found.name == "ENV":
                for word in found.words:
                    name, _, value = word.partition("=")
                    self.variables[name] = Template(value).substitute(self.variables)
            elif found.name == "WORKDIR":
                self.folder = found.text
                self._inside(found.text).mkdir(parents=True, exist_ok=True)
            elif found.name == "USER":
                self.user = found.text
            else:  # what it is started with is read when it is
                known = ("VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD")
                expect(found.name in known, f"the rehearsal does not know {found.name}")

    def run(self, text: str, **more: str) -> str:
        """Run a line of the shell and return what it prints. Raises SmokeError if it fails."""
        done = subprocess.run(self.command("sh", "-c", text, **more), capture_output=True, text=True, check=False)
        expect(done.returncode == 0, f"{text}: {done.stdout}{done.stderr}")
        return done.stdout

    def _copy(self, source: Path, target: str) -> None:
        goal = self._inside(target)
        if source.is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, goal, symlinks=True, dirs_exist_ok=True, ignore=unwanted)
        else:
            shutil.copy2(source, goal / source.name if target.endswith("/") else goal)

    def _inside(self, path: str) -> Path:
        return self.root / os.path.normpath(f"{self.folder}/{path}" if path[0] != "/" else path).lstrip("/")


def _network() -> dict[str, str]:
    """Return the variables with which this machine reaches the package index, for the steps that build."""
    names = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
    found = {name: os.environ[name] for name in names if name in os.environ}
    if CERTIFICATES.exists():
        found |= dict.fromkeys(("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE"), str(CERTIFICATES))
    return {**found, "PIP_BREAK_SYSTEM_PACKAGES": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def _with_python(root: Path) -> None:
    """Make a Debian that stands for the image `python`, as slim as Debian's Python is."""
    bare_debian.copy(bare_debian.base(), root)
    packages = ["python3", "python3-pip", "ca-certificates", "tzdata"]
    install = f"apt-get update && apt-get install --yes --no-install-recommends {' '.join(packages)} && apt-get clean"
    Image(root).run(install, DEBIAN_FRONTEND="noninteractive")
    (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")
    if CERTIFICATES.exists():
        shutil.copy(CERTIFICATES, root / CERTIFICATES.relative_to("/"))


@contextmanager
def _built(work: Path) -> Iterator[tuple[Image, Stage]]:
    """Build the Dockerfile's stages; yield what the last one has made."""
    base = bare_debian.once(f"{bare_debian.RELEASE}-python", "gives a Debian its Python, this once", _with_python)
    made: dict[str, Image] = {}
    stages = dockerfile.stages(DOCKERFILE)
    with ExitStack() as mounts:
        for stage in stages:
            step(f"builds the stage {stage.name or 'that is the image'}")
            expect(stage.image.startswith("python:3.11-slim"), f"another image than this stands for: {stage.image}")
            image = Image(work / (stage.name or "image"))
            bare_debian.copy(base, image.root)
            mounts.enter_context(bare_debian.with_proc(image.root))
            image.build(stage, made)
            made[stage.name] = image
        yield made[stages[-1].name], stages[-1]


@contextmanager
def _mounted(*arguments: str) -> Iterator[None]:
    subprocess.run(["mount", *arguments], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", arguments[-1]], check=True)


@contextmanager
def _work() -> Iterator[Path]:
    """Yield a folder in memory, some 700 MB of which are used: thousands of files are made and removed."""
    with tempfile.TemporaryDirectory(prefix="predictor-medico-") as name, _mounted("-t", "tmpfs", "tmpfs", name):
        yield Path(name)


@contextmanager
def _read_only(image: Image, volume: Path, stage: Stage) -> Iterator[None]:
    """Have the image's root read-only, but for `volume` at the image's own and an empty /tmp."""
    root = str(image.root)
    inside = stage.last("VOLUME").text
    owner = (image.root / inside.lstrip("/")).stat()
    volume.mkdir()
    os.chown(volume, owner.st_uid, owner.st_gid)  # as Docker does with a new volume
    volume.chmod(owner.st_mode & 0o777)
    with _mounted("--rbind", root, root):
        subprocess.run(["mount", "-o", "remount,bind,ro", root], check=True)
        with (
            _mounted("-t", "tmpfs", "tmpfs", str(image.root / "tmp")),
            _mounted("--bind", str(volume), f"{root}{inside}"),
        ):
            yield


@contextmanager
def _started(image: Image, stage: Stage) -> Iterator[subprocess.Popen[bytes]]:
    """Start what the image starts, in a network of its own, and end it as `docker stop` does."""
    start = image.command(*stage.last("ENTRYPOINT").words, *stage.last("CMD").words)
    running = subprocess.Popen(["unshare", "--net", sys.executable, "-c", _LOOPBACK, *start], stderr=subprocess.PIPE)
    try:
        yield running
    finally:
        if running.poll() is None:
            running.kill()
        running.wait()


def _in_network_of(running: subprocess.Popen[bytes], *command: str) -> subprocess.CompletedProcess[str]:
    enter = ["nsenter", f"--net=/proc/{running.pid}/ns/net", *command]
    return subprocess.run(enter, capture_output=True, text=True, check=False)


def _is_healthy(image: Image, stage: Stage, running: subprocess.Popen[bytes]) -> bool:
    _, _, check = stage.last("HEALTHCHECK").text.partition("CMD ")
    if running.poll() is not None and running.stderr is not None:
        raise smoke.SmokeError(f"the service has ended with {running.returncode}: {running.stderr.read().decode()}")
    return _in_network_of(running, *image.command(*json.loads(check))).returncode == 0


def rehearse() -> None:
    """Build the image, and use it. Raises SmokeError."""
    with _work() as work, _built(work) as (image, stage):
        volume = work / "volume"
        expect(image.user.split(":")[0] not in ("0", "root"), "the service would run as root")
        size = subprocess.run(["du", "-sk", str(image.root / "opt")], check=True, capture_output=True, text=True)
        step(f"the image has {int(size.stdout.split()[0]) / 1024:.0f} MB of the program and its libraries")
        with _read_only(image, volume, stage):
            _use(image, stage, volume)


def _use(image: Image, stage: Stage, volume: Path) -> None:
    step("starts it as its user, on a read-only root")
    with _started(image, stage) as running:
        wait_for(lambda: _is_healthy(image, stage, running), "the command of HEALTHCHECK ends with 0")
        answer = _in_network_of(running, *CURL)
        print(f"    {answer.stdout}", end="")
        expect(answer.stdout == '{"resultado": "ENFERMEDAD AGUDA"}\n', f"{answer}")
        refused = subprocess.run(image.command("touch", "/opt/x"), capture_output=True, check=False)
        expect(b"Read-only" in refused.stderr, f"the root can be written: {refused}")
        step("makes a backup beside it, and ends it with SIGTERM")
        backup = subprocess.run(
            image.command("predictor-medico", "respaldar", "--salida", "/datos/copia.zip"),
            capture_output=True,
            check=False,
        )
        expect(backup.returncode == 0, f"{backup}")
        running.send_signal(signal.SIGTERM)
        expect(running.wait(300) == 0, f"the service ended with {running.returncode}")
    step("starts it again, and the record is there")
    with _started(image, stage) as running:
        wait_for(lambda: _is_healthy(image, stage, running), "the command of HEALTHCHECK ends with 0")
        report = _in_network_of(running, "curl", "--silent", "--fail", "http://localhost:5000/reporte").stdout
        expect(json.loads(report)["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1}, report)
    expect(len(smoke.records(volume / smoke.LOG)) == 1, "the records are not in the volume")


def main() -> None:
    """Rehearse, and exit with what went wrong."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing or os.geteuid() != 0:
        sys.exit(f"missing: {', '.join(missing) or 'the rights of root'}; packaging/README.md says how to get them")
    try:
        rehearse()
    except smoke.SmokeError as error:
        sys.exit(f"the rehearsal failed: {error}")
    step("the rehearsal went well")


if __name__ == "__main__":
    main()
