"""The report as one HTML file that needs no network: words, drawings, template, style and script.

Shows what `core.district` has counted and found, and decides nothing.
"""
