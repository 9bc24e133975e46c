"""Rows of the warehouse as Parquet in a folder or bucket: for other engines, and for old months."""
