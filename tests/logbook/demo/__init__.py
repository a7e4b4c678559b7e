"""Tests of logbook/demo."""
