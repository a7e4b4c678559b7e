"""Level, strength score, sense of effort."""
