"""Tests of logbook/acts."""
