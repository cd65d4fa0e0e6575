"""Statements made later about a record, in journals of their own: retractions and verdicts.

The last word on a record holds. The log of predictions is never touched, and nothing is counted here.
"""
