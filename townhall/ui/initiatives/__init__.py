"""The AI initiatives that staff are told about."""
