"""Data carried out and in: backups, restoring them, JSON and CSV exports.

Everything from outside is checked before use. Decides nothing about the running station.
"""
