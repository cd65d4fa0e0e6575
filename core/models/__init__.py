"""The models of a data directory: which files are installed, and which one is in use.

What a model is stands in `core.clinical`; how one arrives, signed, in `core.exchange`.
"""
