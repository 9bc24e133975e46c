"""Judgements go into the warehouse."""
