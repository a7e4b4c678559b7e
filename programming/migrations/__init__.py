"""The steps from an empty database to the catalogue's tables."""
