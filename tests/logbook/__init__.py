"""Acts, pages and what is kept, with a database."""
