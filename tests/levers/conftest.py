"""Lets the tests of this folder import what turns a key, the recomputation and the checker."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "equality"), str(HERE.parent / "regulation")]
