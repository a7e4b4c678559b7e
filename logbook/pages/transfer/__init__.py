"""In and out: other apps' exports read, matched, shown, brought in and taken back; leaving."""
