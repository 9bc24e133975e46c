"""Read a finished report: which numbers stand in its HTML, PDF and XLSX, in which order, looking how."""
