"""Lets the tests of this folder import what walks the schema and what turns a key."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
