"""What is run by hand: backing up, restoring."""
