"""Tests of programming/rulebook/over_time."""
