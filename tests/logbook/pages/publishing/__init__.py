"""Tests of logbook/pages/publishing."""
