"""The log for programs: the tokens' page, what a token opens, and the answers."""
