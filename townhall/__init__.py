"""Town Hall: plan AI updates and town halls, answer every question, keep every promise."""

__version__ = "0.1.0"
