"""Use cases that change the plan, and queries that read it."""
