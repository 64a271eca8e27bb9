"""Read by Alembic for every command: runs the steps on the connection that the caller hands over."""

from alembic import context

from storage.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
