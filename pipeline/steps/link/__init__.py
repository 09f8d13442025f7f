"""Link: stories that changed are compared with those around them, and the events around them are grouped again."""
