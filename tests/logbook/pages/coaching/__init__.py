"""A coach's home."""
