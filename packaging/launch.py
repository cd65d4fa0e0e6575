"""What the frozen program starts with."""

import gc
import sys

# A start makes many objects and no garbage: Python's usual 700 would have it search for some a hundred times.
gc.set_threshold(50_000)

from gui.__main__ import main  # noqa: E402 - all that is loaded here is what the threshold is for

sys.exit(main())
