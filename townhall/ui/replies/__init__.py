"""The page of the answers to invitations: who is coming, what waits for a decision."""
