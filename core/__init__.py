"""Everything but the window: the model, the journals, the report, the command line.

It imports no Qt and nothing of `gui`, and is given its clock, its paths and its locale. Rooms by subject; each
imports only rooms before it: system, clinical, journal, records, notes, report, exchange, station, cli.
"""
