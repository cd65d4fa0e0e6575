"""Agreement with clinicians, and quality and drift of what is typed: pure functions of counts.

Reads no file, knows no clock. Counts come from a clinic's journals or from a query over many clinics alike.
"""
