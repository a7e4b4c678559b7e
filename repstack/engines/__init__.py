"""Django's two database engines with what a server needs that Django's do not do."""
