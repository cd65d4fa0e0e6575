"""Counts of records by day and category, and the report of a period that is made of them.

Pure functions and tables. Reads no file: whoever has the records adds them, or hands in a saved state.
"""
