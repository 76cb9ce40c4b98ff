"""What Estimat knows of hours and kroner. Imports no host, no file format and no other package."""
