"""The code of folding that must be fast, and the plain code that it must equal. See README.md."""
