"""`deriva`: see `core.district.assessing`; with `--evidently` also the page of `core.district.second_opinion`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.cli.parser import UsageError
from core.district import assessing, second_opinion, watch_files
from core.district.arguments import PROGRAM
from core.district.watch import DRIFT
from core.quality.drift import SUFFICIENT
from core.system.whole_file import READABLE, write_out

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from core.quality.assessment import Typed

_TOO_FEW: Final = (
    f"--evidently: ningún establecimiento tiene {SUFFICIENT} valores en estos días y antes, para comparar"
)


def run(options: argparse.Namespace) -> int:
    """Print the figures of each clinic; FAILED if one alarms.

    Raises LakeError, ReadError, SaveError, or UsageError where Evidently has nothing to compare.
    """

    def second(now: Mapping[str, Typed], before: Mapping[str, Typed]) -> dict[str, dict[str, Any]]:
        found = second_opinion.compare(now, before)
        if found is None:
            raise UsageError(_TOO_FEW, "deriva", PROGRAM)
        write_out(options.evidently, [found.page], READABLE)
        return {key: {"evidently": found.signs.get(key)} for key in now}

    return assessing.run(options, DRIFT, watch_files.drift, None if options.evidently is None else second)
