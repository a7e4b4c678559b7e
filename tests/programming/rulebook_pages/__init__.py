"""Tests of programming/rulebook_pages."""
