"""Where texts and numbers stand in a cell, in the window and on paper.

Not for the first screen: to join two flags, PySide makes the classes of all names of Qt.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
