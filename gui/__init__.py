"""The window. Shows what `core` says and decides nothing about health or files."""
