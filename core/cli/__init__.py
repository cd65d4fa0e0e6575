"""The command line: arguments, commands, answers and their Spanish sentences.

The one room of `core` with sentences for a user. Decides nothing about records and is imported by nobody in `core`.
"""
