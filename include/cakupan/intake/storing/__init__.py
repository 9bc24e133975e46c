"""Judgements go into the warehouse, in batches; what is too short for the list it replaces is held."""
