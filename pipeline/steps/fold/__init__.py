"""Fold: copies meet, stories are grouped again and published."""
