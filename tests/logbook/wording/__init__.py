"""Tests of logbook/wording."""
