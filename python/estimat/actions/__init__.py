"""What can be done with estimates, a module each: arguments in, a record out, nothing said."""
