"""What is run by hand or by a clock and not by a page."""
