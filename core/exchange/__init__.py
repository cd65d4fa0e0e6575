"""What is carried away and brought in: backups, restoring them, JSON and CSV exports.

Everything from outside is checked before it is believed. Decides nothing about the running station.
"""
