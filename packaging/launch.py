"""What the frozen program starts with."""

import sys

from gui.__main__ import main

sys.exit(main())
