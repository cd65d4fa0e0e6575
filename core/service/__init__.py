"""The program over HTTP: `predictor-medico-servicio`, with the extra `servicio`; the same records as the window's.

The one room that opens a socket; no other imports it. Decides nothing about records: `core.station` saves and counts
them, `core.monitoring` makes the metrics.
"""
