"""Tests of logbook/pages."""
