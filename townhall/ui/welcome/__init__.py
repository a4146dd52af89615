"""The welcome: new plan, hospital sample, or a file; and what was open before."""
