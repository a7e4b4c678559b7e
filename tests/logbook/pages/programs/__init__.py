"""Tests of logbook/pages/programs."""
