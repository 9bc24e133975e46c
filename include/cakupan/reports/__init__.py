"""The monthly report: pages of figure nodes, rendered to HTML, PDF and XLSX and read back."""
