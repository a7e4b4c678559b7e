"""Tests of programming/releases."""
