"""The steps from an empty database to the logbook's tables."""
