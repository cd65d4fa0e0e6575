"""The window: shows what `core` says, and decides nothing about health or files.

Straight in here are only the modules that start and join the program. Rooms by subject; each imports only rooms
before it: style and language, kit, work, the tabs (entry, report, records, model), shell.
"""
