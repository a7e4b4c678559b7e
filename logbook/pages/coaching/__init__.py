"""Who may see whose training, and a coach's athletes: consent, the list, one of them."""
