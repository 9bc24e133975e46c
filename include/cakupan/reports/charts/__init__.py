"""Charts of a report: nodes in which each mark carries a figure, and where each mark is drawn."""
