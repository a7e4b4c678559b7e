"""Tests of logbook/pages/review."""
