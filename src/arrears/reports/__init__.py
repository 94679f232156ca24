"""One page that answers a scenario's question, assembled from the files of a run directory."""

from arrears.reports.report import build

__all__ = ["build"]
