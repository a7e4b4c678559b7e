"""Tests of programming/migrations."""
