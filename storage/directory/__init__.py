"""The directory: a read-only SQLite file built from the data files and swapped whole."""
