"""Copies for those who have no add-in, patched part by part."""
