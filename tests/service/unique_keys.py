"""A hook for schemathesis: a key that may be used is used once, as the same one with another body is refused."""

from __future__ import annotations

import itertools
import re
from typing import Any

import schemathesis

from core.service.asked import KEY_HEADER

numbers = itertools.count()


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Put a number before the key."""
    key = (case.headers or {}).get(KEY_HEADER)
    if isinstance(key, str) and re.fullmatch(r"[\x21-\x7e]{1,255}", key):
        case.headers[KEY_HEADER] = f"{next(numbers)}-{key}"[:255]
