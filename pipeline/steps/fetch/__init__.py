"""Fetch: what is announced or held becomes captures."""
