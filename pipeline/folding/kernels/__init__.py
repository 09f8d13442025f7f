"""Compiled code of folding. See README.md."""
