"""Learning from clinicians' verdicts: data sets, tables of points, their evaluation, the gate, the registry, answers.

Only whole numbers and fractions decide, so that one data set gives the same bytes on every machine. A trained table
is a simulation, and its card and page say so. Receives no delivery, and installs no model in a clinic.
"""
