"""Check: the warehouse is asked whether it keeps its promises."""
