"""Predictions as they stand in the log: one record, its key, many at once, finding some, periods.

Reads records and tells them apart. Writes nothing, and does not know which of them are retracted or counted.
"""
