"""Tests of programming/rulebook/words."""
