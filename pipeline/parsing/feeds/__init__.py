"""Bytes of a feed or sitemap to the items it announces."""
