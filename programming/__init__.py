"""Programming: what to do, before it is done."""
