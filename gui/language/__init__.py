"""Words and numbers: the language in force, number and date formats, names for what `core` knows by code.

Sentences that one widget says stand in that widget. No widget lives here.
"""
