"""Who does something, when, and with which version of the program."""

from __future__ import annotations

import getpass
from importlib.metadata import version
from typing import TYPE_CHECKING

from core.district.learning.registering import Who
from core.system.clock import local_now
from core.system.paths import APP_ID

if TYPE_CHECKING:
    import argparse


def doing(options: argparse.Namespace) -> Who:
    """Return who it is: `--quien`, else the user of the system."""
    name = options.quien
    if name is None:
        try:
            name = getpass.getuser()
        except (OSError, KeyError):  # a user without a name
            name = ""
    return Who(name, local_now(), version(APP_ID))
