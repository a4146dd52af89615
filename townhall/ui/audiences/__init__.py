"""The audiences of the organisation, and its people."""
