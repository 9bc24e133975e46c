"""What travels between the steps of intake."""
