"""Bytes to records: feeds, sitemaps, pages, plain text, dates and metadata. Pure."""
