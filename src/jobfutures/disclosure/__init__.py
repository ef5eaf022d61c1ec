"""The one path from a grant to values: preview, read, receipt."""
