"""The Calc host: the functions as LibreOffice's own Python serves them, over UNO.

It decides nothing. Values pass to `estimat.core.functions` and back. `making.extension`
builds addin/estimat.oxt, which carries the host and what it needs of the package.
"""
