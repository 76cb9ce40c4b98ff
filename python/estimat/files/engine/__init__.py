"""Formulas computed anew, by our own functions and by an engine that nobody here wrote."""
