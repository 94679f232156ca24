"""Shipped scenario files, damaged in every way: a command says what is wrong, or runs.

Never a traceback, never anything on stdout, never anything written.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from arrears.cli.group import arrears
from arrears.errors import RunError
from arrears.scenario.load import load_scenario

NASTY = (
    "", "~", "-1", "0", "1e999", "-1e-999", ".nan", "-.inf", "9" * 30, "9" * 5000, "0x1F", "0o17",
    "1_000", "12:30:45", "2025-01-01", "NO", "yes", "true", "''", '"', "'", "[", "]", "{", "}",
    "[[]]", "{}", "[]", "[1, [2, [3]]]", "{a: {b: {}}}", "*a", "&a 1", "!!python/name:os.system",
    "!!binary AA==", "!!set {a}", "|", ">", "|-\n  text", "# no", "%YAML 3.0", "---", "...", "? a",
    "<<: {a: 1}", "\t", "\x00", "\ufeff", "\u2028", "\U0001f600", "名", "a" * 3000, "[" * 400,
    "{a: " * 400, "- " * 400, "use", "{use: cn_instalment}", "{use: ../../etc/passwd}",
    "{name: x, remove: true}", "[{name: x}, {name: x}]", "../first_steps.yaml", "first_steps", "/",
    ".", "con", "09:00", "24:00", '["09:00", "20:00"]', "0.1.2", "1,000", "5%", "1/3", "1e3", "-0",
    "0.30000000000000004", "12345678901234567.89", "{median: 1}", "{assumed: [1, 0]}",
)  # fmt: skip
STEPS = 3


def texts() -> list[str]:
    """Return the shipped files as they are, and some with all that they refer to in one file."""
    folder = Path(__file__).parents[2] / "scenarios"
    written = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))]
    return written + [load_scenario(name).text for name in ("first_steps", "friendly_calls")]


def damaged(content: str, other: str, luck: random.Random) -> bytes:
    """Return a text changed in its bytes, lines, keys, values or structure, once or more."""
    changes = (_bytes, _cut, _line, _key, _value, _value, _indent, _block, _splice)
    if luck.random() < 0.6:
        changes = (_value, _value, _value, _key, _line)  # YAML still, so that more of it is read
    for _ in range(luck.randint(1, STEPS)):
        change = luck.choice(changes)
        content = change(content, other, luck)
    encoded = content.encode("utf-8", "surrogateescape")
    if luck.random() < 0.05:
        place = luck.randrange(len(encoded) + 1)
        encoded = encoded[:place] + luck.randbytes(luck.randint(1, 4)) + encoded[place:]
    return encoded


def _bytes(content: str, _: str, luck: random.Random) -> str:
    place = luck.randrange(len(content) + 1)
    letters = "".join(
        luck.choice(" :-#{}[]'\"\n\t,&*!|>%@`?0a.") for _ in range(luck.randint(1, 3))
    )
    return content[:place] + letters + content[place + luck.randint(0, 3) :]


def _cut(content: str, _: str, luck: random.Random) -> str:
    start = luck.randrange(len(content) + 1)
    return content[:start] if luck.random() < 0.2 else content[:start] + content[start + 40 :]


def _line(content: str, _: str, luck: random.Random) -> str:
    lines = content.split("\n")
    one, two = (luck.randrange(len(lines)) for _ in range(2))
    action = luck.randrange(3)
    if action == 0:
        del lines[one]
    elif action == 1:
        lines.insert(two, lines[one])
    else:
        lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def _found(pattern: str, content: str, luck: random.Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, content))
    return luck.choice(found) if found else None


def _key(content: str, _: str, luck: random.Random) -> str:
    place = _found(r"[a-z_]+(?=:)", content, luck)
    if place is None:
        return content
    another = _found(r"[a-z_]+(?=:)", content, luck)
    new = luck.choice([place[0][::-1], place[0] + "s", another[0] if another else "", "name", ""])
    return content[: place.start()] + new + content[place.end() :]


def _value(content: str, _: str, luck: random.Random) -> str:
    place = _found(r"(?<=: )[^\n{}\[\],]+|(?<=- )[^\n{}\[\],:]+", content, luck)
    if place is None:
        return content
    other = _found(r"(?<=: )[^\n]+", content, luck)
    new = luck.choice([luck.choice(NASTY), other[0] if other else "x"])
    return content[: place.start()] + new + content[place.end() :]


def _indent(content: str, _: str, luck: random.Random) -> str:
    lines = content.split("\n")
    one = luck.randrange(len(lines))
    for place in range(one, min(len(lines), one + luck.randint(1, 6))):
        lines[place] = luck.choice(["  ", " ", ""]) + lines[place].removeprefix("  ")
    return "\n".join(lines)


def _block(content: str, _: str, luck: random.Random) -> str:
    """Move some lines under another key, deeper or less deep."""
    lines = content.split("\n")
    start = luck.randrange(len(lines))
    block = lines[start : start + luck.randint(1, 8)]
    shift = luck.choice([-4, -2, 0, 2, 4])
    moved = [" " * max(0, shift) + line[max(0, -shift) :] for line in block]
    if luck.random() < 0.5:
        del lines[start : start + len(block)]
    place = luck.randrange(len(lines) + 1)
    return "\n".join(lines[:place] + moved + lines[place:])


def _splice(content: str, other: str, luck: random.Random) -> str:
    cut, seam = luck.randrange(len(content) + 1), luck.randrange(len(other) + 1)
    return content[:cut] + other[seam : seam + luck.randint(1, 600)]


class _ReachedError(RunError):
    """The scenario was accepted."""


def try_to_run(path: Path, out: Path) -> bool:
    """Return whether a file is accepted; if it is not, check how that is said."""
    found = CliRunner().invoke(arrears, ["run", str(path), "--out", str(out), "--jobs", "1"])
    told = found.stderr.splitlines()
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    assert found.stdout == ""
    assert not out.exists()
    assert all(re.match("(error|note|warning): ", line) for line in told), found.stderr
    errors = [line for line in told if line.startswith("error: ")]
    assert errors
    if errors == ["error: accepted"]:
        assert found.exit_code == 1
        return True
    assert found.exit_code == 2
    return False


def cases(first: int, last: int) -> Iterator[tuple[int, bytes]]:
    originals = texts()
    for number in range(first, last):
        luck = random.Random(number)
        content, other = (luck.choice(originals) for _ in range(2))
        yield number, damaged(content, other, luck)


@pytest.mark.parametrize(
    ("first", "last"),
    [(0, 200)]
    + [pytest.param(n, n + 1000, marks=pytest.mark.slow) for n in range(0, 10_000, 1000)],
)
def test_a_damaged_scenario_is_refused_in_words_or_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int, last: int
):
    def accept(*_: object, **__: object) -> None:
        raise _ReachedError("accepted")

    monkeypatch.setattr("arrears.api.execute", accept)
    monkeypatch.setattr("arrears.runs.warm.kernels_are_cold", lambda _: False)
    path = tmp_path / "damaged.yaml"
    accepted = 0
    for number, content in cases(first, last):
        path.write_bytes(content)
        try:
            accepted += try_to_run(path, tmp_path / "out")
        except AssertionError as error:
            raise AssertionError(f"case {number}: {error}") from error
    assert sorted(each.name for each in tmp_path.iterdir()) == ["damaged.yaml"]
    assert 0.02 < accepted / (last - first) < 0.9  # the damage is neither too small nor too large
