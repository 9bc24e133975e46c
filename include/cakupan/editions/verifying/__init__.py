"""Does an edition still say what was signed, and does everything in it follow from its facts? Files only."""
