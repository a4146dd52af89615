"""Plain functions and frozen dataclasses: the rules, without input or output."""
