"""The database: mapped classes, unit of work, undo, search, migrations and backup."""
