"""The program over HTTP: `predictor-medico-servicio`, with the extra `servicio`; the same records as the window's.

The one room that opens a socket; no other imports it. `/metrics` answers with `core.monitoring`: the samples of
`process.Counters`, which the room keeps, and of `figures.of_directory`, rendered by `exposition.render`.
"""
