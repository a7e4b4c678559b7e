"""One exercise by itself, finding one, one's own."""
