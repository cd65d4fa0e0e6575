"""The window: shows what `core` says, and decides nothing about health or files.

Straight in here is what starts and joins the program. Rooms by subject; each imports only rooms before it:
style and language, kit, work, the tabs (entry, report, records), shell.
"""
