"""The models of a data directory: which files are installed, and which one is in use.

Predicts nothing: the point model is in `core.clinical`. Checks no signature: models arrive through `core.exchange`.
"""
