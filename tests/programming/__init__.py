"""The catalogue, its releases and the rulebook's pages, with a database."""
