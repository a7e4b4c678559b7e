"""Who gets into an account and who keeps it."""
