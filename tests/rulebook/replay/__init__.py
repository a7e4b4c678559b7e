"""Tests of programming/rulebook/replay."""
