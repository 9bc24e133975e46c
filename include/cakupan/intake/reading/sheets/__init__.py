"""What each row of a sheet is, and which rows are a list's."""
