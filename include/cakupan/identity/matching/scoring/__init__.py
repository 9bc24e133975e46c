"""Pairs of rows and descriptions get their weight: Splink on DuckDB, whose SQL lies here."""
