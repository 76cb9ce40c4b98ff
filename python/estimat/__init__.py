"""Estimat: hours to full-time years and kroner, checked and consolidated.

`estimat.core` holds what Estimat knows, `estimat.files` reads and writes workbooks without Excel,
and `estimat.cli` is the command line.
"""

__version__ = "0.1.0"
