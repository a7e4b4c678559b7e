"""After the end: effort against plan, records, next time."""
