"""The page of the accounting in groups: by theme, audience, event or month."""
