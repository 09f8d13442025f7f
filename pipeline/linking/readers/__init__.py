"""Readers of facts: each finds one kind in the opening of an English report and knows nothing of the others."""
