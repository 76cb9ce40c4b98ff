"""What comes back of an estimate that is out with its areas."""
