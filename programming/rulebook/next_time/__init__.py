"""Sections 8 and 9: loads that can be made, the next session, deload and reset."""
