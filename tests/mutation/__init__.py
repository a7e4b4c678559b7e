"""Mutation testing of the rulebook: `bin/test --mutation`; docs/mutation.md says how to read it."""
