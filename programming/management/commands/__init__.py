"""The commands of programming."""
