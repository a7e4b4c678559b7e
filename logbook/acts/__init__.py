"""What a person does to the log, each act whole or not at all. No page, no sentence but a refusal's."""
