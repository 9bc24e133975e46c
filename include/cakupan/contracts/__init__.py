"""What each roster kind and each extract table must hold, as YAML, and the code that reads it."""
