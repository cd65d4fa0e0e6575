"""The image of the service: its Dockerfile's steps in a bare Debian, and what the files around it agree on."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.installers.conftest import PACKAGING, ROOT, give_up, need, run_script

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCKER = PACKAGING / "docker"


@pytest.fixture
def _scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PACKAGING))
    yield
    sys.modules.pop("dockerfile", None)


@pytest.mark.usefixtures("_scripts")
def test_the_dockerfile_copies_only_what_docker_is_given() -> None:
    import dockerfile

    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    given = {line[1:] for line in ignored if line.startswith("!")}
    build, image = dockerfile.stages(DOCKER / "Dockerfile")
    copied = {word for found in build.instructions if found.name == "COPY" for word in found.words[:-1]}
    assert "*" in ignored
    assert copied == given
    assert [name for name in given if not (ROOT / name).exists()] == []
    assert image.last("USER").text.split(":")[0] not in ("0", "root")
    assert image.last("EXPOSE").text == "5000"


def test_the_container_is_reached_from_this_pc_alone() -> None:
    compose = (DOCKER / "compose.yaml").read_text(encoding="utf-8")
    published = re.findall(r'- "([\d.:]+:\d+)"', compose)
    assert "127.0.0.1:5001:5000" in published
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []
    assert "read_only: true" in compose
    mounted = re.findall(r"- (\.[^:]+):/", compose)
    assert len(mounted) == 4
    assert [path for path in mounted if not (DOCKER / path).exists()] == []


@pytest.mark.installers
def test_the_image_is_built_and_used_in_a_bare_debian() -> None:
    need("debootstrap", "unshare", "nsenter", "curl")
    if os.geteuid() != 0:
        give_up("missing: the rights of root, for debootstrap")
    said = run_script("rehearse_container.py")
    sys.stdout.write(said)
    assert "the rehearsal went well" in said
