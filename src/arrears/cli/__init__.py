"""The command line: a thin layer that reads options, calls `arrears` and prints."""

from arrears.cli.group import main

__all__ = ["main"]
