"""Runners: what prepares shards on many cores or machines. Each hands out jobs that know nothing of one another."""
