"""A list as people keep it: recognised, read without guessing, and placed in areas."""
