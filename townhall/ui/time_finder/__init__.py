"""The time finder: proposals with their reasons, what was ruled out, and the conditions."""
