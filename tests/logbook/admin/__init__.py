"""Tests of logbook/admin."""
