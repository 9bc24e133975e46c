"""Files of any form become sheets of cells, and packages are edited in place; no roster is known here."""
