"""What is run by hand or at a start and not by a page."""
