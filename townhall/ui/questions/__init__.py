"""The screen of questions: list, inspector, accounting, quick entry."""
