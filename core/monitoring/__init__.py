"""Metrics of this PC in Prometheus' text format; nothing here opens a socket.

`families` has the names and units, `exposition` the text, `figures` the state of a data directory, `process` the
counters of one running program. Metrics hold numbers of records, never a reading or a record.
"""
