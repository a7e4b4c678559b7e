"""Tests of logbook/pages/today."""
