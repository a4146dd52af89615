"""Functions from a domain value to bytes, or back; one file format each."""
