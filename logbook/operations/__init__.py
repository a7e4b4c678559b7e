"""What a lifter does to the log. Each function is one act, whole or not at all."""
