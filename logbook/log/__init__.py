"""Reads what was done, in slices whose cost does not grow. Decides, words and writes nothing."""
