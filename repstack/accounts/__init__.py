"""Who gets into an account and who keeps it: what RepStack adds to allauth."""
