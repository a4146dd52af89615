"""Questions as cards on a board, a column for each state."""
