"""The ledger: what is kept and changes, through SQLAlchemy Core, its schema moved on by Alembic."""
