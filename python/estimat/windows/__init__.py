"""Estimat on a controller's PC: the package that IT gets, its installation, and what is amiss.

`making.bundle` makes the package, on any system. What is here runs on the PC: `installing` puts it
in place and takes it away, `diagnosis` says what keeps it from working.
"""
