"""Data carried out and in: backups and restoring them, exports, files of other programs, answers of the district.

Everything from outside is checked before use. Decides nothing about the running station.
"""
