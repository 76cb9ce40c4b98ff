"""The Excel host: the functions and the commands that Excel's VBA calls, over COM.

It decides nothing. Values pass to `estimat.core.functions` and back, and a command hands the open
workbook, as a file, to the same reading, checks and writing that the command line uses.
"""
