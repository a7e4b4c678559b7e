"""Tests of logbook/log."""
