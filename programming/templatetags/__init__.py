"""The look: rulers, verdicts, tiers, chains, drawn as strings."""
