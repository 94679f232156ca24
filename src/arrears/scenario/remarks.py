"""Errors and warnings about key paths: the place is looked up, the message is the caller's."""

from collections.abc import Iterable
from dataclasses import dataclass

from arrears.scenario.messages import locate, written_keys
from arrears.scenario.problems import KeyPath, Position, Problems, nearest, shown
from arrears.scenario.text import Node

__all__ = ["Remarks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """Takes remarks about one arm's tree.

    Parameters
    ----------
    tree : Node
        The merged tree; its lists have the order of the settings made from it.
    problems : Problems
        Receives the remarks.
    below : tuple
        Key path below which the paths of remarks lie.
    """

    tree: Node
    problems: Problems
    below: KeyPath = ()

    def error(self, path: KeyPath, message: str) -> None:
        """Note a fault at a key path, or at the nearest place above it that is written."""
        at, label = locate(self.tree, (*self.below, *path))
        self.problems.error(at, label, message)

    def warn(self, path: KeyPath, message: str) -> None:
        """Note what is allowed, but hardly meant."""
        at, label = locate(self.tree, (*self.below, *path))
        self.problems.warn(at, label, message)

    def unknown(self, path: KeyPath, what: str, name: str, known: Iterable[str]) -> None:
        """Note a name that leads nowhere."""
        self.error(path, f"there is no {what} {shown(name)}{nearest(name, known)}")

    def position(self, path: KeyPath) -> Position:
        """Return where a key path leads."""
        return locate(self.tree, (*self.below, *path))[0]

    def says(self, path: KeyPath) -> bool:
        """Whether a key is written anywhere, rather than left at its default."""
        path = (*self.below, *path)
        return tuple(written_keys(path, self.tree, missing=False)) == path
