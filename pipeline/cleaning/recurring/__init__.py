"""What recurs across pages: blocks that unrelated stories share, and pages that are one text."""
