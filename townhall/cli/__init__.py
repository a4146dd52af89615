"""The command line: arguments in, JSON or aligned columns out. One module per group of commands."""
