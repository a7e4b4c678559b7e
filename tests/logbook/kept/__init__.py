"""Tests of logbook/kept."""
