"""What holds everywhere: layers, rooms, templates, settings, access."""
