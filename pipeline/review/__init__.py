"""What a person asks about articles and stories, and what a judgement changes."""
