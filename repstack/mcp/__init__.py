"""One's own log for programs that speak the Model Context Protocol, over standard input: optional."""
