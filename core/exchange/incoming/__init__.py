"""Readings and records from files of other programs: spreadsheets, HL7 v2, FHIR, logs of the original service.

What the files say of a patient's identity is never kept: rows hold the time, three vital signs and a key.
"""
