"""Parts of an estimate that are out with the areas, and what has come of them."""
