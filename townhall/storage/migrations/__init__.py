"""Alembic migrations of the plan."""
