"""Everything that is written: numbers, sentences, tables, sources, a row a rule. Decides nothing."""
