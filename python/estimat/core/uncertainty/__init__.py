"""How far from the plan the cost may come to lie, what drives it, and how large a reserve it takes.

Three points of each row (P10, what is planned, P90) give its expected cost and its deviation by
the formulas of stepwise estimation; the sum of many rows is normal. The words are *forventet*,
*P50* and *P85*.
"""
