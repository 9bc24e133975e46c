"""Columns of texts become columns of values: numbers, dates, names, codes, places."""
