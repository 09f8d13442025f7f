"""trafilatura's main text in less time: a private copy with its slow parts replaced. See README.md."""
