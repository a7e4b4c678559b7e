"""The log for programs: the personal tokens, and what one may read with them as JSON."""
