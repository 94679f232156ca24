"""What a run's own modules added, as its manifest tells it: meanings of outcomes, and figures."""

from collections.abc import Mapping
from typing import cast

from arrears.plots.figure_kind import FigureKind
from arrears.registry import Module, load
from arrears.results.codebook import Outcome, remember

__all__ = ["added_figures", "remember_added"]

Manifest = Mapping[str, object]


def remember_added(manifest: Manifest) -> None:
    """Let the codebook find what the run's own outcomes mean; their modules are not needed."""
    meanings = cast(list[dict[str, str]], manifest.get("added_outcomes") or [])
    remember(Outcome(**meaning) for meaning in meanings)  # type: ignore[arg-type]


def added_figures(manifest: Manifest) -> dict[str, FigureKind]:
    """Return the figures that the run's own modules offer, by name.

    Where they offer none, the modules are not needed.

    Raises
    ------
    ExtensionError
        If a module is no longer there, or is not what it was when the run was made.
    """
    if not manifest.get("added_figures"):
        return {}
    listed = cast(list[dict[str, str]], manifest.get("extensions") or [])
    modules = [Module(reference=each["module"], sha256=each["sha256"]) for each in listed]
    found = load(modules).of("figure")
    return {name: cast(FigureKind, thing) for name, thing in found.items()}
