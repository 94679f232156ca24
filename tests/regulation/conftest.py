"""Lets the tests of this folder import what they share: asking.py and checker.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
