"""Tests of logbook/advice."""
