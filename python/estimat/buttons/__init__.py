"""What the buttons do, in every spreadsheet program; nothing here knows which."""
