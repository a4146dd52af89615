"""The command line; its names and fields are a contract with scripts."""
