"""Rows that may be somebody of the register, for people to decide."""
