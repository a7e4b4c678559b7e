"""What makes the logbook quick and knows no lifter: SQL written once, long work that steps aside."""
