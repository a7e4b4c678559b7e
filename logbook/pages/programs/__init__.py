"""Choosing and following a program, and what comes in the next weeks."""
