"""What is in force: entries, own exercises, search. Writes own exercises alone."""
