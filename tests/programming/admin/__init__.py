"""Tests of programming/admin."""
