"""The rulebook as pages and as docs/rulebook.md."""
