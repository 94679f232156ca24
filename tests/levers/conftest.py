"""Lets the tests of this folder import what turns a key, and the recomputation of outcomes."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "equality")]
