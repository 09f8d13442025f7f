"""Folding and cleaning measured on labelled data."""
