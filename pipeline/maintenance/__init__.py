"""What is done to the whole warehouse now and then: prune, compact, refold, reprocess."""
