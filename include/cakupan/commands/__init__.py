"""The command line, one module per kind of command. Heavy imports stay inside the commands."""
