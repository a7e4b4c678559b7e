"""Each test stands where its subject does."""
