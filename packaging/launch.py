"""What the frozen program starts with."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # known to type checkers by its name; `typing` takes longer to import than all that is here
if TYPE_CHECKING:
    from collections.abc import MutableMapping


def give_back(environment: MutableMapping[str, str]) -> None:
    """Make the environment again what it was before the starter of the bundle set in it what the program needs.

    The system has read it by now. What the program starts, such as the file manager, is to have its own libraries and
    not the bundle's.
    """
    before = environment.pop("LD_LIBRARY_PATH_ORIG", "")
    if before:
        environment["LD_LIBRARY_PATH"] = before
    else:
        environment.pop("LD_LIBRARY_PATH", None)
    for name in [name for name in environment if name.startswith("_PYI_")]:
        del environment[name]


if __name__ == "__main__":
    give_back(os.environ)
    from gui.__main__ import main

    sys.exit(main())
