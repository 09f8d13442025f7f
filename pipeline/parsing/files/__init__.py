"""Files that people write or keep: sources, lists of addresses, judgements."""
