"""Tests of logbook/pages/people."""
