"""The memory of this process, which must not be written to a disk."""

from __future__ import annotations

import contextlib


def forbid_core_dumps() -> None:
    """Have a crash of this process write no core dump, where the system has a limit for that (not Windows)."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - Unix alone

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
