"""The agency's extracts and the reference lists become dated rows."""
