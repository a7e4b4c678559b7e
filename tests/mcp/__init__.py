"""The log over the Model Context Protocol: the tools, the two ways to ask, and the command for real."""
