"""Tests of programming/rulebook/level."""
