"""Fold: match clean texts, group the stories around what changed again, and publish them."""
