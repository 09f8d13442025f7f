"""The rules of one page: blocks to labels, from this page alone."""
