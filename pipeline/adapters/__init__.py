"""The edges of the world: HTTP, WARC files, the warehouse, parser processes."""
