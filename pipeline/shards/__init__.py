"""Shards: everything that depends on one page alone, made without a warehouse and loaded into one later."""
