"""Queries: frozen rows and details, never mapped classes."""
