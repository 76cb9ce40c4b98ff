"""The version, where all that tells it finds it."""

__version__ = "0.1.0"
