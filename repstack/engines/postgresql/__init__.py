"""PostgreSQL, which may stop answering without a word."""
