"""Tests of programming/rulebook/next_time."""
