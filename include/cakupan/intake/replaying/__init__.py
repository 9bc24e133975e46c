"""One list after another: held, replaced, judged again, compared."""
