"""Tests of programming/rulebook/one_set."""
