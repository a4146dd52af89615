"""Starts Town Hall from a checkout: window without arguments, else the command line."""

from townhall.app import start

if __name__ == "__main__":
    start()
