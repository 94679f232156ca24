"""One page that answers a scenario's question, assembled from the files of a run directory."""

from arrears.reports.easels import Commission, Drawn, Spread
from arrears.reports.report import MissingGlyph, build

__all__ = ["Commission", "Drawn", "MissingGlyph", "Spread", "build"]
