"""Run the examples of README.md and docs/; with ``--refresh``, write their outputs anew.

A page holds fenced blocks. ``console`` blocks hold commands after ``$ `` and what they print on
stdout; ``python`` blocks run one after the other in one namespace per page, and a ``text`` block
that follows holds what was printed; ``yaml`` blocks are scenario files or, without
``schema_version``, pieces that are laid over ``first_steps``. An HTML comment before a block says
how it is treated:

``<!-- check: words -->``   the default: printed words must agree, numbers may differ
``<!-- check: exact -->``   printed text must agree
``<!-- check: runs -->``    must run; what it prints is an illustration
``<!-- check: none -->``    is not run (installation, other programs)

and ``head=12`` or ``tail=2`` in the same comment shows the first or last lines only. With
``file=own.py`` a block is written to a file of that name, for commands and scenarios that come
after it; Python is then not run by itself. Commands that start runs are made shorter when they are
checked, and not when they are refreshed.
"""

import argparse
import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from arrears.api import load_scenario
from arrears.cli.group import arrears

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
SHORTER = {"run": ("--replications", "2", "--jobs", "1"), "verify": ("--jobs", "1")}

BLOCK = re.compile(
    r"(?:^<!-- check: (?P<options>[^>]*?) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
CHECKS = ("words", "exact", "runs", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block: where it stands, what it holds and how it is checked."""

    page: str
    line: int
    start: int
    end: int
    kind: str
    text: str
    check: str = "words"
    head: int | None = None
    tail: int | None = None
    file: str = ""

    @property
    def place(self) -> str:
        """Page and line."""
        return f"{self.page}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page in their order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in BLOCK.finditer(text):
        options = (match["options"] or "words").split()
        said = {key: value for key, _, value in (o.partition("=") for o in options) if value}
        cut = {key: int(said[key]) for key in ("head", "tail") if key in said}
        check = next((o for o in options if o in CHECKS), "words")
        found.append(
            Block(
                page=page.name, line=text.count("\n", 0, match.start("text")), kind=match["kind"],
                start=match.start("text"), end=match.end("text"), text=match["text"],
                check=check, file=said.get("file", ""), **cut,
            )
        )  # fmt: skip
    return found


def words(text: str) -> list[str]:
    """Return what a text says when numbers, hashes and layout are left out of account."""
    text = re.sub(r"\b[0-9a-f]{40,64}\b", "#", text)
    text = re.sub(r"(?<![A-Za-z_])[-+\u2212]?\d[\d.,:e%+-]*", "#", text)
    lines = [" ".join(re.sub(r"-{3,}", "", line).split()) for line in text.splitlines()]
    return [line for line in lines if line]


def shown(output: str, block: Block) -> str:
    """Return the part of an output that a page shows."""
    lines = [line.rstrip() for line in output.splitlines()]
    if block.head is not None and len(lines) > block.head:
        lines = [*lines[: block.head], "..."]
    if block.tail is not None and len(lines) > block.tail:
        lines = ["...", *lines[-block.tail :]]
    return "".join(f"{line}\n" for line in lines)


class Place:
    """Where examples run: a folder, and the runs that were made in it so far."""

    def __init__(self, folder: Path, *, is_short: bool) -> None:
        self.folder = folder
        self.is_short = is_short
        self.printed: dict[str, str] = {}

    def command(self, line: str) -> str:
        """Run one ``arrears`` command line and return what it prints on stdout."""
        if line not in self.printed:
            name, *arguments = shlex.split(line)
            if name != "arrears":
                raise ValueError(f"`{line}` is no arrears command; mark its block `check: none`")
            if self.is_short:
                arguments += SHORTER.get(arguments[0], ())
            with contextlib.chdir(self.folder):
                result = CliRunner().invoke(arrears, arguments)
            if result.exit_code:
                raise AssertionError(f"`{line}` ended with {result.exit_code}: {result.stderr}")
            self.printed[line] = result.stdout
        return self.printed[line]

    def python(self, code: str, place: str, names: dict[str, object]) -> str:
        """Run a piece of Python and return what it prints."""
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(code, place, "exec"), names)  # noqa: S102 - our own pages
        return printed.getvalue()

    def scenario(self, text: str, name: str) -> None:
        """Load a scenario, or a piece of one."""
        path = self.folder / f"{name}.yaml"
        if "schema_version" not in text:
            text = f"schema_version: 1\nscenario: {name}\nextends: first_steps\n{text}"
        path.write_text(text, encoding="utf-8")
        load_scenario(path)


def console(block: Block, place: Place) -> Iterator[tuple[str, str, str]]:
    """Yield each command of a block, what the page shows of it, and what is shown now."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, expected = part.partition("\n")
        yield line, expected, shown(place.command(line), block)


def run_block(block: Block, place: Place, names: dict[str, object]) -> str:
    """Run a block and return what belongs in it; for Python, in the ``text`` block after it."""
    if block.check == "none":
        return block.text
    if block.file:
        (place.folder / block.file).write_text(block.text, encoding="utf-8")
    if block.kind == "console":
        pairs = list(console(block, place))
        return "".join(f"$ {line}\n{found}" for line, _, found in pairs)
    if block.kind == "python" and not block.file:
        return shown(place.python(block.text, block.place, names), block)
    if block.kind == "yaml" and block.file:
        load_scenario(place.folder / block.file)
    elif block.kind == "yaml":
        place.scenario(block.text, f"page_{block.page.partition('.')[0]}_{block.line}")
    return block.text


def difference(block: Block, expected: str, found: str) -> str:
    """Return in what a page is out of date, or nothing."""
    if block.check in ("runs", "none"):
        return ""
    as_read: Callable[[str], object] = words if block.check == "words" else str.splitlines
    if as_read(expected) == as_read(found):
        return ""
    return f"{block.place}: the page says\n{expected}\nbut there is now\n{found}"


def outcomes_of(page: Path, place: Place) -> Iterator[tuple[Block, str]]:
    """Yield every block that shows an output, and the output now."""
    names: dict[str, object] = {}
    printed = ""
    for block in blocks(page):
        if block.kind == "text" and printed:
            yield block, printed
            printed = ""
            continue
        found = run_block(block, place, names)
        if block.kind == "python" and not block.file:
            printed = found
        else:
            yield block, found


def refresh(page: Path, place: Place) -> bool:
    """Write the outputs of a page anew; return whether it changed."""
    text = before = page.read_text(encoding="utf-8")
    for block, found in reversed(list(outcomes_of(page, place))):
        text = text[: block.start] + found + text[block.end :]
    if text != before:
        page.write_text(text, encoding="utf-8")
    return text != before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--refresh", action="store_true", help="write outputs anew")
    parser.add_argument("pages", nargs="*", type=Path, help="by default all")
    options = parser.parse_args()
    os.environ["MPLBACKEND"] = "agg"
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), is_short=not options.refresh)
        failed = False
        for page in options.pages or PAGES:
            if options.refresh:
                if refresh(page, place):
                    print(f"{page.name}: refreshed")
                continue
            for block, found in outcomes_of(page, place):
                message = difference(block, block.text, found)
                failed |= bool(message)
                print(message or f"{block.place}: ok")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
