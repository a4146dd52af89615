"""The page of one date: run of show, invitation, audience, questions, promises, run-up."""
