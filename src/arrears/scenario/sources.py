"""Reading scenario files: what they extend, and the named parts they use."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from arrears.scenario.merge import check_names, is_removal, merge
from arrears.scenario.problems import SCENARIO_LAYER, Position, Problems, Source, nearest, shown
from arrears.scenario.shipped import part_file, part_names, scenario_file, scenario_names
from arrears.scenario.text import Node, parse

__all__ = ["SECTIONS", "Reader", "find"]

SECTIONS = ("portfolio", "behaviour", "shocks", "macro", "collection")
LARGEST_FILE = 8_000_000


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads every file once and remembers what is wrong with it.

    `lacks_base` says that something is extended that could not be read: what a scenario lacks
    then says nothing.
    """

    problems: Problems
    lacks_base: bool = False
    seen: dict[Path, Node | None] = field(default_factory=dict)

    def document(self, path: Path, layer: int, said: Position) -> Node | None:
        """Return a file's tree; None, with a problem noted, if it has none."""
        try:
            key = path.resolve()
        except (OSError, RuntimeError, ValueError):
            key = path
        if key not in self.seen:
            self.seen[key] = self._read(path, layer, said)
        return self.seen[key]

    def _read(self, path: Path, layer: int, said: Position) -> Node | None:
        source = Source(name=str(path), folder=path.parent, layer=layer)
        try:
            if path.is_file() and path.stat().st_size > LARGEST_FILE:
                self.problems.error(said, "", f"{path} is too large to be a scenario file")
                return None
            data = path.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.problems.error(said, "", f"cannot read {path}: {reason}")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
            at = Position(source=source, line=line, column=column)
            self.problems.error(at, "", "not UTF-8 text; save the file as UTF-8")
            return None
        node = parse(text, source, self.problems)
        return self._as_mapping(node, source)

    def _as_mapping(self, node: Node | None, source: Source) -> Node | None:
        at = Position(source=source, line=1, column=1)
        if node is None or node.value is None:
            if not any(problem.position.source == source for problem in self.problems.errors):
                self.problems.error(at, "", "the file is empty")
            return None
        if not isinstance(node.value, dict):
            message = f"found {shown(node.value)}; a scenario file is a mapping of keys to values"
            self.problems.error(node.at, "", message)
            return None
        check_names(node, self.problems)
        return node

    def scenario(self, path: Path, said: Position, trail: tuple[Path, ...] = ()) -> Node | None:
        """Return a scenario file laid over everything that it extends."""
        node = self.document(path, max(1, SCENARIO_LAYER - len(trail)), said)
        if node is None or not isinstance(node.value, dict):
            return node
        if "extends" not in node.value:
            self._check_removed(node, None)
            return node
        extends = node.value["extends"]
        rest = replace(node, value={k: v for k, v in node.value.items() if k != "extends"})
        base_path = self._extended(extends)
        if base_path is None:
            self.lacks_base = True
            return rest
        trail = (*trail, path.resolve())
        if base_path.resolve() in trail:
            names = " -> ".join(item.name for item in (*trail, base_path))
            self.problems.error(extends.at, "extends", f"goes in a circle: {names}")
            self.lacks_base = True
            return rest
        base = self.scenario(base_path, extends.at, trail)
        if base is None:
            self.lacks_base = True
            return rest
        self._check_removed(rest, base)
        return merge(base, rest)

    def _check_removed(self, node: Node, base: Node | None) -> None:
        """Note policies that are to go, of which what is extended knows nothing."""
        known = _policies(base)
        left = [name for name, changes in known.items() if not is_removal(changes)]
        for name, changes in _policies(node).items():
            if is_removal(changes) and name not in known:
                message = f"there is none to remove{nearest(name, left)}"
                self.problems.error(changes.key_at, f"policies.{name}", message)

    def _extended(self, extends: Node) -> Path | None:
        name = extends.value
        if not isinstance(name, str) or not name or "\0" in name:
            message = f"found {shown(extends.value)}; accepted: a path or the name of a scenario"
            self.problems.error(extends.at, "extends", message)
            return None
        path = find(name, extends.at.source.folder)
        if path is None:
            message = f"there is no scenario {shown(name)}{nearest(name, scenario_names())}"
            self.problems.error(extends.at, "extends", message)
        return path

    def with_parts(self, tree: Node, home: Path) -> Node:
        """Return a merged tree with every part that a section uses laid under it."""
        if not isinstance(tree.value, dict):
            return tree
        sections = dict(tree.value)
        for name in SECTIONS:
            if name in sections:
                sections[name] = self._on_its_part(name, sections[name], home, ())
        platforms = sections.get("platforms")
        if platforms is not None and isinstance(platforms.value, list):
            items = [self._with_part(item, home) for item in platforms.value]
            sections["platforms"] = replace(platforms, value=items)
        return replace(tree, value=sections)

    def _with_part(self, platform: Node, home: Path) -> Node:
        """Return a platform's item with the part that its collection uses laid under it."""
        if not isinstance(platform.value, dict) or "collection" not in platform.value:
            return platform
        collection = self._on_its_part("collection", platform.value["collection"], home, ())
        return replace(platform, value={**platform.value, "collection": collection})

    def _on_its_part(self, name: str, node: Node, home: Path, trail: tuple[str, ...]) -> Node:
        if not isinstance(node.value, dict) or "use" not in node.value:
            return node
        use = node.value["use"]
        rest = replace(node, value={key: item for key, item in node.value.items() if key != "use"})
        part = self._part(name, use, home, trail)
        if part is None:
            return rest
        return merge(self._on_its_part(name, part, home, (*trail, str(use.value))), rest)

    def _part(self, name: str, use: Node, home: Path, trail: tuple[str, ...]) -> Node | None:
        """Return the tree of a named part; None if none is wanted, or none found."""
        if use.value is None:
            return None
        path = None
        if not isinstance(use.value, str):
            message = f"found {shown(use.value)}; accepted: the name of a part"
        elif use.value in trail:
            message = f"goes in a circle: {' -> '.join((*trail, use.value))}"
        else:
            folders = list(dict.fromkeys([use.at.source.folder, home]))
            path = part_file(name, use.value, folders)
            known = [part for folder in folders for part in part_names(name, folder)]
            hint = nearest(use.value, [*known, *part_names(name)])
            message = f"there is no part {shown(use.value)}{hint}"
        if path is None:
            self.problems.error(use.at, f"{name}.use", message)
            return None
        return self.document(path, 0, use.at)


def _policies(tree: Node | None) -> dict[str, Node]:
    node = tree.value.get("policies") if tree and isinstance(tree.value, dict) else None
    return node.value if node and isinstance(node.value, dict) else {}


def find(name: str, folder: Path) -> Path | None:
    """Return the file meant by a path or a shipped name; None if there is none.

    A bare word means a shipped scenario first, so that a folder or file of the same name in the
    working directory does not hide it.
    """
    path = Path(name)
    if path.name == name and path.suffix not in {".yaml", ".yml"}:
        shipped = scenario_file(name)
        if shipped is not None:
            return shipped
    candidate = folder / path
    try:
        return candidate if candidate.exists() else None
    except (OSError, ValueError):
        return None
