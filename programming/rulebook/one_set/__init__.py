"""Sections 2 to 7 on one set: target, judging, the budget of the moment, the day, the estimate."""
