"""Sections 10 and 13: level and strength score."""
