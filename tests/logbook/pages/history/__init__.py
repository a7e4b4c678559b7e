"""Tests of logbook/pages/history."""
