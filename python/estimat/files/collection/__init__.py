"""An estimate out to its areas, a workbook each, and back as one."""
