"""The command line: what it takes, what it says, and a module for each verb."""
