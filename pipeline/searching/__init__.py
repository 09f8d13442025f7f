"""What an article is found by, what a person typed, and where in a text it stands."""
