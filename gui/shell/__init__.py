"""Everything around the tabs: the window, menus, banners, dialogs, guide, preferences, crash reports.

May know the tabs; no tab knows it. Building and joining them is done by the modules straight in `gui`.
"""
