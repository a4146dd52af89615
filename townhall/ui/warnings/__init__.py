"""Everything that planning is warned of, on one page."""
