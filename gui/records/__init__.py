"""The records tab: the list of records, finding some, and retracting one or taking that back.

Reads records through `core` as they come into sight. Knows no other tab.
"""
