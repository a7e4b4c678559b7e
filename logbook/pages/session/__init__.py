"""The session screen: cards, sets, the exercises in it. Not its review, not its dates."""
