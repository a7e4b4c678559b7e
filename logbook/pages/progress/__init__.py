"""Whether a lifter gets stronger, whether effort matches the plan, and what it costs them: over weeks and years."""
