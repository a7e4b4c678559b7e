"""Who asks, whose home is where, addresses and fields."""
