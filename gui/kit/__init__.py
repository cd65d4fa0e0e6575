"""Small widgets and drawing that several rooms use: buttons, labels, tables, symbols, pages to read.

They know no tab, no station and no file. What only one tab uses lives in that tab's room.
"""
