"""What indicators there are, what they read, and what nothing answers yet: docs/indicators.md."""
