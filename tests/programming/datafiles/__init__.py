"""Tests of programming/datafiles."""
