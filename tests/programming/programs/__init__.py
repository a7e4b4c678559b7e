"""Tests of programming/programs."""
