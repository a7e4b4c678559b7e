"""Tests of logbook/pages/exercises."""
