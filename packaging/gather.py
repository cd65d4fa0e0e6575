"""Brings what the three systems built into one folder, with one list of checksums and the release's notes.

python3 packaging/gather.py PARTS DIST        PARTS has a folder for each system, DIST is made
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SUMS: Final = "SHA256SUMS"


def gather(parts: Path, dist: Path) -> None:
    """Copy every part, after its checksum was checked, and write the checksums of all."""
    dist.mkdir()
    lines: list[str] = []
    for sums in sorted(parts.glob(f"*/{SUMS}")):
        for line in sums.read_text(encoding="ascii").splitlines():
            wanted, name = line.split("  ", 1)
            source = sums.parent / name
            if hashlib.sha256(source.read_bytes()).hexdigest() != wanted:
                sys.exit(f"{source} is not what was built")
            if "-rehearsal" not in name:
                shutil.copy2(source, dist / name)
                lines.append(f"{line}\n")
    (dist / SUMS).write_text("".join(sorted(lines)), encoding="ascii", newline="\n")


def notes() -> str:
    """Return what the change log says of the newest version, in each of its languages."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## \[(.*?)\].*?$(.*?)(?=^## |^---|\Z)", text, re.MULTILINE | re.DOTALL)
    newest = sections[0][0]
    return "\n\n---\n\n".join(words.strip() for version, words in sections if version == newest) + "\n"


if __name__ == "__main__":
    gather(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(notes())
