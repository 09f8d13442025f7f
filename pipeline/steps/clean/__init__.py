"""Clean: votes across pages settle what every block is."""
