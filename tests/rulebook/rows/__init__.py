"""Tests of programming/rulebook/rows."""
