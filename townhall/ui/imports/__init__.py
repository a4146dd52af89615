"""Pages that bring in what other programs exported."""
