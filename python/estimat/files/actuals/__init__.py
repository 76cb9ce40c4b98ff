"""The files that time systems write."""
