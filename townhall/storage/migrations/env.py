"""Alembic's entry: runs the migrations on the connection it was given."""

from alembic import context

from townhall.storage import models
from townhall.storage.base import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=False,
)
assert models.Plan.metadata is Base.metadata
context.run_migrations()
