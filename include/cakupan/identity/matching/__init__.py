"""Who a row of a list of people is: exact passes first, then candidates, repairs of a NIK, and the model."""
