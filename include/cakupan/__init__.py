"""Cakupan: from partner rosters and register extracts to a published monthly coverage report."""
