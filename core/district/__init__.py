"""The district's program: deliveries of many clinics become one lake, one report and lists of whom to call.

Needs the extra `distrito`, and is imported by no other room and never by the window. Records, journals and what
counts are read by the same code as in the clinic. Predicts nothing and writes into no clinic's directory.
"""
