"""Progress: pictures, patterns and the week's letter."""
