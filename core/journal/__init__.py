"""An append-only log of checksummed JSON lines: one entry, reading, appending, damage, losses.

Works for any kind of entry. Knows no record and no report; what an entry means is said in other rooms.
"""
