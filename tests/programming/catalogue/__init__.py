"""Tests of programming/catalogue."""
