"""The operating system and the program's own small files: disk, lock, paths, settings, work, signals.

Knows bytes, folders and processes. Nothing about vital signs, journals or records, and no sentence for a user.
"""
