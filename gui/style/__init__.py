"""Looks: colours, sizes, the style sheet, and which of them are in force.

The only place that names a colour or a size of text. No widget and no word lives here.
"""
