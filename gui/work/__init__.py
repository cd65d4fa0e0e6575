"""Work in the background: a thread and its outcome, loading and indexing the log, backing up and restoring.

Says how far the work is and how it ended. Shows no banner and opens no dialog itself.
"""
