"""What is drawn hundreds of times in the logbook's pages, as strings built once."""
