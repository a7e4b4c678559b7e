"""Tests of what comes in from other apps, and of how it goes again."""
