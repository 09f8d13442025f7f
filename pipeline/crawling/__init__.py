"""May we fetch, when, and under which identity: pure decisions about addresses, hosts and windows."""
