"""What is kept beside the log because no page may read all of it. A rebuild proves it."""
