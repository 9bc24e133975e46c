"""Keys of persons: NIKs and KPJs become numbers of persons, and persons found to be one are merged."""
