"""The three vital signs and the point model: limits, refusals, bands, points, category.

Pure computation on numbers that were typed and on the model's file. Saves nothing and knows no record.
"""
