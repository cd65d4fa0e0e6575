"""How often the district's watch alarms without a fault: the invented clinics, drawn anew with other seeds.

`uv run --extra distrito python tests/benchmarks/false_alarms.py 40` takes about two seconds a seed.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.clinical.model import load
from core.clinical.vitals import VITALS
from core.district.synthetic import CLINICS, Year
from core.district.watch import DRIFT, QUALITY, watch
from core.quality.assessment import Typed
from core.station.survey import DAYS_BEFORE, DAYS_NOW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.records.record import Record

END = date(2026, 11, 22)


def typed(records: Iterable[Record]) -> Typed:
    values: dict[str, Counter[float]] = {vital.name: Counter() for vital in VITALS}
    pairs = equal = 0
    before = None
    for record in records:
        numbers = tuple(getattr(record, vital.name) for vital in VITALS)
        for vital, number in zip(VITALS, numbers, strict=True):
            values[vital.name][number] += 1
        pairs += before is not None
        equal += numbers == before
        before = numbers
    return Typed(values, pairs, equal)


def main(seeds: int) -> None:
    model = load()
    start = (END - timedelta(days=DAYS_NOW - 1)).isoformat()
    earliest = (END - timedelta(days=DAYS_NOW - 1 + DAYS_BEFORE)).isoformat()
    watched: Counter[str] = Counter()
    alarmed: Counter[str] = Counter()
    codes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for seed in range(seeds):
        for clinic in CLINICS:
            records = [record for day in Year(clinic, model, END, seed).days() for record in day]
            now = typed(record for record in records if record.day >= start)
            before = typed(record for record in records if earliest <= record.day < start)
            (found,) = watch({clinic.code: now}, {clinic.code: before})
            kind = clinic.fault.name.lower() if clinic.fault else "sound"
            alarms = found.alarms(QUALITY | DRIFT)
            watched[kind] += found.is_compared
            alarmed[kind] += bool(alarms)
            codes[kind].update(alarms)
    for kind, number in watched.items():
        said = ", ".join(f"{code} {count}" for code, count in sorted(codes[kind].items()))
        sys.stdout.write(f"{kind}: {alarmed[kind]} of {number} alarm ({said or 'nothing'})\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
