"""Sheets of cells become received rows, and every other row is accounted for."""
