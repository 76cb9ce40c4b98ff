"""The words and numbers of the note to the ministry."""
