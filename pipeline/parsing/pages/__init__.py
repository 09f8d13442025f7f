"""Bytes of a page or a text to a page: metadata, kind, and every block with its region."""
