"""Parts of an .xlsx package changed in place: cells, comments, drawings, styles, columns, sheets."""
