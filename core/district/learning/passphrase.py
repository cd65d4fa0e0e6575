"""The passphrase of a signing key: from the environment, or typed at a terminal and never shown."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Final

from core.cli.parser import UsageError

VARIABLE: Final = "PREDICTOR_MEDICO_CLAVE"


def new(command: str, program: str) -> str:
    """Return a new passphrase, typed twice. Raises UsageError if it is blank, or typed otherwise the second time."""
    first = asked(command, program)
    if VARIABLE not in os.environ and _typed("Otra vez: ", command, program) != first:
        raise UsageError("las dos frases no son iguales", command, program)
    return first


def asked(command: str, program: str) -> str:
    """Return a passphrase. Raises UsageError if there is none, or nobody who could type it."""
    found = os.environ.get(VARIABLE)
    if found is None:
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError(
                f"falta la frase de la clave: escríbala en una terminal, o en {VARIABLE}", command, program
            )
        found = _typed("Frase de la clave: ", command, program)
    if not found.strip():
        raise UsageError("la frase de la clave está vacía", command, program)
    return found


def _typed(prompt: str, command: str, program: str) -> str:
    try:
        return getpass.getpass(prompt)
    except EOFError:  # Ctrl+D, or a terminal that is gone
        raise UsageError("no se escribió la frase de la clave", command, program) from None
