"""Whether to go on: one module per gate."""
