"""The file host: reads workbooks from disk and writes results to it, without Excel."""
