"""The report tab, its charts and tables, the printed page, and the exports.

Counts nothing itself: it shows what `core.report` says. Knows no other tab.
"""
