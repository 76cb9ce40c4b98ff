"""Lists as files: read into cells, and made into a workbook to plan in."""
