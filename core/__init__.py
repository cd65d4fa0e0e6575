"""Everything but the window: the model, the journals, the report, the command line, the district, the service.

It imports no Qt and nothing of `gui`, and is given its clock, its paths and its locale. Straight in here are only the
words, reasons and errors that all rooms share; the order of the rooms is in CONTRIBUTING.md, "Layout".
"""
