"""Tests of programming/templatetags."""
