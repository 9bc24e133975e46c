"""How fast intake is and how much memory it takes, measured from outside. `make bench` runs it."""
