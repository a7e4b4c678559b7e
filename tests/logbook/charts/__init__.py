"""Tests of logbook/charts."""
