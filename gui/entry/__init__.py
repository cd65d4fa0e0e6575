"""The entry tab: the form, its boxes and keys, the result, and a reading that is not saved yet.

Which values are allowed and what they mean is decided in `core`. Knows no other tab.
"""
