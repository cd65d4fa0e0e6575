"""The one way in for window and command line: predict, save, note, report; loading and the sidecar.

Joins the rooms before it and keeps their state consistent. Shows nothing and has no words for a user.
"""
