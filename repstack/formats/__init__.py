"""How dates and times are written where nothing else says it, such as in the admin's tables."""
