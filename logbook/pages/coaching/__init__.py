"""A coach's home: what coaching will be, until it is."""
