"""Consolidations and comparisons as workbooks: written, proved, and read back."""
