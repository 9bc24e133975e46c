"""Rows become persons: who is who, as it was known at any instant."""
