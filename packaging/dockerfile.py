"""A Dockerfile as stages of instructions: enough of its language for the one in `packaging/docker`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Instruction(NamedTuple):
    """One instruction: its name in capitals, its options by name, and the rest of it in one line."""

    name: str
    options: dict[str, str]
    text: str

    @property
    def words(self) -> list[str]:
        """The words of the rest: those of a JSON list, else those between spaces."""
        return list(json.loads(self.text)) if self.text.startswith("[") else self.text.split()


class Stage(NamedTuple):
    """A stage: the image that it begins with, its name, "" for the last one, and what follows."""

    image: str
    name: str
    instructions: list[Instruction]

    def last(self, name: str) -> Instruction:
        """Return the last instruction of a name. Raises IndexError."""
        return [found for found in self.instructions if found.name == name][-1]


def stages(path: Path) -> list[Stage]:
    """Return the stages of a Dockerfile, in its order."""
    found: list[Stage] = []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if not line.strip():
            continue
        name, _, rest = line.strip().partition(" ")
        options = {}
        while option := re.match(r"--([a-z-]+)=(\S+)\s+", rest):
            options[option[1]] = option[2]
            rest = rest[option.end() :]
        if name == "FROM":
            image, _, stage = rest.partition(" AS ")
            found.append(Stage(image, stage, []))
        else:
            found[-1].instructions.append(Instruction(name, options, rest.strip()))
    return found
