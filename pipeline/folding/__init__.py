"""Texts to stories: shingles, signatures, exact verification, relations, clusters. Pure."""
