"""Names of outcomes as somebody asks for them: patterns, and what a wrong one may have meant."""

import difflib
import fnmatch
from collections.abc import Sequence

__all__ = ["hint", "spelled_out"]

_LISTED = 12


def spelled_out(names: Sequence[str] | None, known: Sequence[str]) -> list[str] | None:
    """Return names with each pattern, such as ``roll_rate_*``, replaced by what it names."""
    if names is None:
        return None
    found: list[str] = []
    for name in names:
        found += (fnmatch.filter(known, name) if "*" in name else []) or [name]
    return list(dict.fromkeys(found))


def hint(name: str, known: Sequence[str]) -> str:
    """Return what was perhaps meant by an unknown name, or how all that there are can be seen."""
    if len(known) <= _LISTED:
        return f"; the run has {', '.join(known)}"
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    meant = f"; did you mean {' or '.join(near)}?" if near else ";"
    return f"{meant} the run has {len(known)}: '*' prints all, docs/outcomes.md explains them"
