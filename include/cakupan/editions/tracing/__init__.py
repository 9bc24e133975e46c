"""From a figure to the rows of files behind it, from a file to figures, and samples of evidence."""
