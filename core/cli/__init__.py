"""The command line: arguments, commands, answers and their Spanish sentences.

Of the program for clinics, the one room of `core` with sentences for a user. Decides nothing about records. Nobody in
`core` imports it but the programs of `core.district` and `core.service`, which share its parser and its words.
"""
