"""What is run only to build: the packages, the extension and the reference pages."""
