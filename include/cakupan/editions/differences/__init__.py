"""What differs between two editions of a month, and why: every figure, every part, with nothing left over."""
