"""Tests of logbook/pages/session."""
