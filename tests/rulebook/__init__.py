"""The rules, value in and value out: reads like the rulebook."""
