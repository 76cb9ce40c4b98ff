"""Workbooks to plan in: made of an area file, or of older workbooks."""
