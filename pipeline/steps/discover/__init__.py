"""Discover: sources are asked what they announce."""
