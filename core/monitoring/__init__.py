"""What this PC can be watched by: metrics with Prometheus' conventions, as text; nothing here opens a socket.

`families` has the names and units, `exposition` the text, `figures` what a data directory comes to, `process` what
one running program counts. No reading and no record is told, only numbers of them.
"""
