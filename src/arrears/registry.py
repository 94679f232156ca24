"""What users add to arrears: found in the modules that a scenario names, and nowhere else.

A module (a file of one's own, or one of an installed package) registers what it offers when it is
imported. A run knows only what the modules of its own scenario offer, so that no other scenario,
notebook or installed package can change it. Files are executed from the bytes that were hashed.
"""

import hashlib
import importlib
import importlib.metadata
import importlib.util
import inspect
import sys
import traceback
import types
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from arrears.errors import ExtensionError

__all__ = [
    "ENTRY_POINTS",
    "Added",
    "Module",
    "Point",
    "added_by",
    "is_file",
    "load",
    "located",
    "on_trial",
    "register",
]

Point = Literal["behaviour", "action", "shock", "outcome", "figure"]
ENTRY_POINTS = "arrears.extensions"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module that a scenario names, and what it was when the scenario was loaded.

    Parameters
    ----------
    reference : str
        Path of a file, dotted name of a module, or name of an entry point of a package.
    sha256 : str
        Hash of the file, or of all Python files of the module.
    """

    reference: str
    sha256: str

    @property
    def label(self) -> str:
        """A short name for messages: the file's, or the module's."""
        return Path(self.reference).name if is_file(self.reference) else self.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What the modules of one scenario offer: by point, things by name, in order of loading."""

    modules: tuple[Module, ...] = ()
    things: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def of(self, point: Point) -> Mapping[str, object]:
        """Return what was added at one point, by name."""
        return self.things.get(point, {})


_registered: dict[str, dict[tuple[Point, str], object]] = {}  # by name of the calling module


_on_trial: dict[tuple[Point, str], object] = {}


def register(point: Point, thing: object, depth: int = 2) -> None:
    """Note that the calling module offers something.

    Parameters
    ----------
    point : Point
        Where it is added.
    thing : object
        Has a ``name`` by which scenarios and tables know it.
    depth : int
        How many calls lie between the module and this function.

    Raises
    ------
    ExtensionError
        If it has no usable name, or the module registered another one of that name.
    """
    name = getattr(thing, "name", None)
    kind = type(thing).__name__
    if isinstance(thing, type):
        raise ExtensionError(f"register_{point}: found the class {thing.__name__}; make an object")
    if not isinstance(name, str) or not name.isidentifier() or not name.isascii():
        message = f"{kind}.name is {name!r}; a name has letters, digits and _ and no digit first"
        raise ExtensionError(message)
    if len(name) > _LONGEST_NAME:
        raise ExtensionError(f"{kind}.name is {len(name)} letters long; at most {_LONGEST_NAME}")
    module = str(inspect.stack()[depth].frame.f_globals.get("__name__", ""))
    own = _registered.setdefault(module, {})
    known = own.get((point, name))
    if known is not None and type(known).__qualname__ != type(thing).__qualname__:
        raise ExtensionError(f"{module}: two things at point {point} are called {name!r}")
    own[point, name] = thing


def is_file(reference: str) -> bool:
    """Whether a module is named by the path of a file rather than by its dotted name."""
    return reference.endswith(".py")


def located(reference: str) -> Module:
    """Return a module with the hash of its source as it is now; nothing of it is executed.

    Raises
    ------
    ExtensionError
        If there is no such file or module.
    """
    digest = hashlib.sha256()
    for name, content in _sources(reference):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return Module(reference=reference, sha256=digest.hexdigest())


def _sources(reference: str) -> Iterable[tuple[str, bytes]]:
    """Return name and content of every Python file of a module; a file's own name is left out."""
    try:
        if is_file(reference):
            return [("", Path(reference).read_bytes())]
        origin = _origin(reference)
        root = origin.parent if origin.name == "__init__.py" else None
        files = sorted(root.rglob("*.py")) if root else [origin]
        base = root or origin.parent
        return [(file.relative_to(base).as_posix(), file.read_bytes()) for file in files]
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExtensionError(f"{reference}: cannot be read: {reason}") from error


def _module_name(reference: str) -> str:
    """Return the dotted name of an installed module; entry points have names of their own."""
    for entry in importlib.metadata.entry_points(group=ENTRY_POINTS, name=reference):
        return entry.module
    return reference


def _origin(reference: str) -> Path:
    try:
        spec = importlib.util.find_spec(_module_name(reference))
    except (ImportError, ValueError, AttributeError) as error:
        raise ExtensionError(f"{reference}: cannot be found: {error}") from error
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        found = "there is no such module" if spec is None else "it is no module of Python files"
        hint = "name a file ending in .py, an installed module or an entry point"
        raise ExtensionError(f"{reference}: {found}; {hint}")
    return Path(spec.origin)


def load(modules: Iterable[Module]) -> Added:
    """Execute modules, each once in a process, and return what they offer.

    Parameters
    ----------
    modules : iterable of Module
        As they were when the scenario was loaded.

    Raises
    ------
    ExtensionError
        If one cannot be executed, has changed since, offers nothing, or offers a name that
        another one offers too.
    """
    listed = tuple(modules)
    things: dict[str, dict[str, object]] = {}
    for module in listed:
        found = _offered(_execute(module))
        if not found:
            raise ExtensionError(f"{module.label}: registers nothing; see arrears.extend")
        for (point, name), thing in found.items():
            if name in things.setdefault(point, {}):
                message = f"{module.label}: another extension offers the {point} {name!r} too"
                raise ExtensionError(message)
            things[point][name] = thing
    return Added(modules=listed, things=things)


def added_by(references: Iterable[str]) -> Added:
    """Return what modules offer as they are now, and what is being tried by a check.

    Raises
    ------
    ExtensionError
        As `load`.
    """
    added = load(located(reference) for reference in references)
    if not _on_trial:
        return added
    things = {point: dict(own) for point, own in added.things.items()}
    for (point, name), thing in _on_trial.items():
        things.setdefault(point, {})[name] = thing
    return Added(modules=added.modules, things=things)


@contextmanager
def on_trial(point: Point, thing: object) -> Iterator[None]:
    """Let every scenario of this process find a thing that no module offers yet."""
    key = (point, str(getattr(thing, "name", "")))
    _on_trial[key] = thing
    try:
        yield
    finally:
        del _on_trial[key]


def _offered(module_name: str) -> dict[tuple[Point, str], object]:
    """Return what a module, or the modules below it, registered."""
    return {
        key: thing
        for name, own in _registered.items()
        if name == module_name or name.startswith(f"{module_name}.")
        for key, thing in own.items()
    }


def _execute(module: Module) -> str:
    """Execute a module unless that is done, and return the name it has in this process."""
    if located(module.reference).sha256 != module.sha256:
        message = f"{module.label}: has changed since the scenario was loaded; load it again"
        raise ExtensionError(message)
    name = f"arrears_extension_{module.sha256[:16]}"
    if not is_file(module.reference):
        name = _module_name(module.reference)
    if name in sys.modules:
        return name
    try:
        if is_file(module.reference):
            _execute_file(name, Path(module.reference), module.sha256)
        else:
            importlib.import_module(name)
    except Exception as error:
        sys.modules.pop(name, None)
        _registered.pop(name, None)
        raise ExtensionError(f"{module.label}: {_what_went_wrong(error)}") from error
    return name


def _execute_file(name: str, path: Path, sha256: str) -> None:
    """Execute the very bytes that were hashed; Python's cache of compiled files goes by time."""
    source = path.read_bytes()
    digest = hashlib.sha256(f"\0{len(source)}\0".encode() + source).hexdigest()
    if digest != sha256:
        raise ExtensionError("has changed while it was read; load the scenario again")
    module = types.ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module  # dataclasses and pickles look a class's module up
    exec(compile(source, str(path), "exec"), module.__dict__)  # noqa: S102 - what is asked for


def _what_went_wrong(error: Exception) -> str:
    """Say in one line what a user's module raised, and on which of its lines."""
    if isinstance(error, ExtensionError):
        return str(error)
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {error.msg}"
    frames = traceback.extract_tb(error.__traceback__)
    line = frames[-1].lineno if frames else None
    return f"line {line}: {type(error).__name__}: {' '.join(str(error).split())}"
