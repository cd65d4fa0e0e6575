"""`calidad`: see `core.district.assessing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.district import assessing, watch_files
from core.district.watch import QUALITY

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Print the figures of each clinic; FAILED if one alarms. Raises LakeError or ReadError."""
    return assessing.run(options, QUALITY, watch_files.quality)
