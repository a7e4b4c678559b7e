"""Walks a log forward, asking every rule what it would have said then."""
