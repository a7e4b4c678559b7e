"""Plans between people: whose exercises another lifter has, and a program as a file."""
