"""The measurement engine: what answers say about an ability, and how sure that is. A plain library on NumPy; it knows
no site, no person and no database.
"""
