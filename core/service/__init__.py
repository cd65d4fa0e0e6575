"""The program over HTTP: `predictor-medico-servicio`, with the extra `servicio`; the same records as the window's.

The one room that opens a socket; no other imports it. `/metrics` is `core.monitoring.metrics.text` of the figures of
the data directory and of the counters that the room keeps.
"""
