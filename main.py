"""Starts Town Hall from a checkout: window without arguments, else the command line."""

import sys

from townhall.app import main

if __name__ == "__main__":
    sys.exit(main())
