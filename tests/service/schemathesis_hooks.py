"""A hook for schemathesis: what no schema can say. A key is used once, and `desde` is not after `hasta`."""

from __future__ import annotations

import itertools
import re
from typing import Any

import schemathesis

from core.service.asked import KEY_HEADER

numbers = itertools.count()


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Put a number before the key, and two days in order."""
    key = (case.headers or {}).get(KEY_HEADER)
    if isinstance(key, str) and re.fullmatch(r"[\x21-\x7e]{1,255}", key):
        case.headers[KEY_HEADER] = f"{next(numbers)}-{key}"[:255]
    query = case.query or {}
    days = [query.get(name) for name in ("desde", "hasta")]
    if all(isinstance(day, str) for day in days):
        query["desde"], query["hasta"] = sorted(days)
