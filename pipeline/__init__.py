"""newsfold: fetch news, fold copies into stories, keep look-alike events apart, and say why."""
