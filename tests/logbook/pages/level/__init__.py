"""Tests of logbook/pages/level."""
