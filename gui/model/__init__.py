"""The tab of the model: the table in use, the models installed, and what comes from the district.

Decides nothing about models or files: `core.models` and `core.exchange` do.
"""
