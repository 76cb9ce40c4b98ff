#include <windows.h>

/* A cell, or a range when the value is an array; takes the value over. */
VARIANT excel_range(VARIANT value);

VARIANT excel_workbook(void);

/* How many references others hold to the one that was made last. */
LONG excel_workbook_references(void);
