"""Tests of logbook/migrations: what a step does to rows that were there before it."""
