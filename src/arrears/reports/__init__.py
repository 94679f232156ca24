"""One page that answers a scenario's question, assembled from the files of a run directory."""

from arrears.reports.report import MissingGlyph, build

__all__ = ["MissingGlyph", "build"]
