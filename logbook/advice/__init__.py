"""Asks the rules: facts in; targets, suggestions and plans out. No query, no sentence, no save."""
