"""One module per form of a file: each turns bytes into sheets within the limits, and runs nothing."""
