"""``arrears rules``: what regimes say, and how they differ."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from arrears.cli.output import format_option, notice, print_rows

if TYPE_CHECKING:
    from datetime import date

    from arrears.regulation.regime import Regime

__all__ = ["rules_command"]

WEEK = (
    "Most contact in seven days with one borrower with one debt: tried if nobody answers, answered "
    "if everybody does."
)

SLASH = "42/21 is 42 tried or 21 answered; any is no cap."
GRADES = ("P", "O", "S", "W", "M")


def day_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--date`` and ``--evidence`` to a command."""
    date_text = "Rules in force on YYYY-MM-DD; by default the day up to which sources were read."
    grades_text = "Grades of evidence, as in P,O,S,W,M; W and M are left out by default."
    function = click.option("--evidence", default="P,O,S", metavar="A,B", help=grades_text)(
        function
    )
    return click.option("--date", "date_", metavar="DATE", help=date_text)(function)


@click.group("rules")
def rules_command() -> None:
    """Read the shipped regimes of rules; summaries, not legal advice."""


@rules_command.command("list")
@day_options
@format_option
def list_rules(*, date_: str | None, evidence: str, format_: str) -> None:
    """List regimes, with the contact that each allows in a week."""
    from arrears.regulation.listing import overview
    from arrears.regulation.shipped import regime_names

    day = _day(date_)
    rows = overview([_regime(name, evidence) for name in regime_names()], day)
    if format_ == "table":
        rows = [_short(row) for row in rows]
    print_rows(rows, format_)
    _say(day, format_, f"{WEEK} {SLASH}")


@rules_command.command("show")
@click.argument("regime")
@click.option("--week", is_flag=True, help="Only the most contact in a week, by channel.")
@day_options
@format_option
def show_rules(
    *, regime: str, week: bool, date_: str | None, evidence: str, format_: str
) -> None:  # fmt: skip
    """Print the rules of REGIME with their sources, and what a week may hold."""
    from arrears.regulation.listing import rule_rows, week_rows

    day, found = _day(date_), _regime(regime, evidence)
    weeks = week_rows(found, day)
    if format_ != "table":
        print_rows(weeks if week else rule_rows(found, day), format_)
    else:
        if not week:
            click.echo(f"{found.name}: {found.title}")
            for line in (*filter(None, [found.notes]), *_by_instrument(rule_rows(found, day)), ""):
                click.echo(line)
        print_rows([_in_words(row) for row in weeks], format_)
    _say(day, format_, f"{WEEK} {SLASH}")


@rules_command.command("diff")
@click.argument("one", metavar="A")
@click.argument("two", metavar="B")
@day_options
@format_option
def diff_rules(*, one: str, two: str, date_: str | None, evidence: str, format_: str) -> None:
    """Print the rules in force that A and B do not share, and how their weeks differ."""
    from arrears.regulation.listing import differences

    day = _day(date_)
    rows = differences(_regime(one, evidence), _regime(two, evidence), day)
    if format_ != "table":
        print_rows(rows, format_)
    for row in rows if format_ == "table" else ():
        what, *sides = row.items()
        click.echo(what[1])
        for name, says in sides:
            click.echo(f"  {name}: {says or '-'}")
    _say(day, format_)


def _day(text: str | None) -> "date":
    """Return the day that is meant."""
    from datetime import date

    from arrears.errors import ScenarioError
    from arrears.regulation.shipped import READ_UP_TO

    try:
        return READ_UP_TO if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise ScenarioError(f"--date: found {text!r}; a date is written YYYY-MM-DD") from error


def _regime(name: str, evidence: str) -> "Regime":
    """Return a shipped regime with rules of these grades."""
    from arrears.errors import ScenarioError
    from arrears.regulation.shipped import all_rules, regime_names
    from arrears.scenario.problems import nearest

    if name not in regime_names():
        raise ScenarioError(f"there is no regime {name!r}{nearest(name, regime_names())}")
    grades = [grade.strip() for grade in evidence.split(",")]
    wrong = [grade for grade in grades if grade not in GRADES]
    if wrong:
        raise ScenarioError(f"--evidence: found {wrong[0]!r}; accepted: {', '.join(GRADES)}")
    return all_rules(name).with_evidence(grades)


def _most(tried: object, answered: object) -> str:
    """Say how much is allowed: tried and, where that differs, answered."""
    words = ["any" if number is None else str(number) for number in (tried, answered)]
    if words[0] == words[1]:
        return "no cap" if tried is None else words[0]
    return "/".join(words)


def _short(row: dict[str, object]) -> dict[str, object]:
    """Return a regime's row as a terminal has room for."""
    kept = {key: row[key] for key in ("regime", "status", "rules", "in_force", "unchecked")}
    for key in ("calls", "agency_calls", "messages", "visits"):
        kept[key] = _most(row[key], row.get(f"{key}_answered", row[key]))
    return kept


def _in_words(row: dict[str, object]) -> dict[str, object]:
    kept = {"channel": row["channel"], "by": row["by"]}
    return kept | {"most_a_week": _most(row["attempts_week"], row["answered_week"])}


def _by_instrument(rows: Sequence[dict[str, object]]) -> list[str]:
    """Return lines: each instrument once, then its rules."""
    lines: list[str] = []
    heading = ""
    for row in rows:
        dates = " ".join(f"{key} {row[key]}" for key in ("from", "to") if row[key])
        head = f"{row['instrument']} ({row['jurisdiction']})"
        if head != heading:
            lines += ["", head, f"  source: {row['source']}"]
            heading = head
        lines.append(f"  {row['rule']}: {row['says']}")
        facts = [row["clause"], f"{row['status']}, {row['force']}", f"evidence {row['evidence']}"]
        facts += [dates, "" if row["in_force"] else "not in force on the day"]
        facts += [f"binds {row['binds']}" if row["binds"] else "", row["applies_if"]]
        facts.append("" if row["checked"] else "unchecked: leaves no event")
        kept = row["not_followed"]
        facts.append(f"unchecked: {kept} (recorded, not followed)" if kept else "")
        lines.append(f"    [{'; '.join(str(fact) for fact in facts if fact)}]")
    return lines


def _say(day: "date", format_: str, more: str = "") -> None:
    """Say which day is meant and that this is no advice, where it is no part of the data."""
    from arrears.regulation.shipped import ADVICE

    texts = [f"Rules in force on {day}.", more, ADVICE]
    text = " ".join(filter(None, texts))
    if format_ == "table":
        click.echo(f"\n{text}")
    else:
        notice(text)
