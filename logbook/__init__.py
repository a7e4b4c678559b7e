"""The logbook: what was done."""
