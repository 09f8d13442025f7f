"""The seven steps: each gathers, decides by one pure call, and applies in one transaction."""
