"""Learning from clinicians' verdicts: data sets, tables of points, their evaluation, the gate, the registry, answers.

What decides is whole numbers and fractions, so that the same data set gives the same bytes on every machine. It
trains a simulated table of points; three vital signs say little, and everything that is written here says so.
"""
