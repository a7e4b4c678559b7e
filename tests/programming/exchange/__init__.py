"""Plans between people: the file of a program."""
