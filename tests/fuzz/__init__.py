"""Bytes nobody wrote, for what reads files; not tests."""
