"""Blocks to labels: page rules, and votes across pages. Pure."""
