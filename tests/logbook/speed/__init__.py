"""Tests of logbook/speed."""
