"""One account's life, as the events tell it, under one policy or two."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import duckdb
import pandas as pd

from arrears.errors import ScenarioError, StorageError
from arrears.runs.directory import RunDirectory

__all__ = ["Trace", "trace"]

_MONEY = frozenset((
    "originated", "due", "plan_due", "interest", "fee", "late_fee", "paid", "part_paid", "prepaid",
    "recovered", "waived", "charged_off", "cost", "essentials_cut", "missed", "promise",
    "promise_kept", "promise_broken", "accelerated", "placed", "sold", "compensated", "claim_paid",
    "outlay", "grant", "grant_refused", "settled", "informal_loan", "informal_paid",
    "agent_paid", "rewarded",
))  # fmt: skip
_DAYS = frozenset(
    (
        "moratorium_start",
        "cured",
        "shock_start",
        "decision",
        "pause_end",
        "complaint_answered",
        "reaged",
    )
)
_WORDS = ("action", "stage", "channel", "tone", "actor", "cause")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One account under some policies.

    Attributes
    ----------
    events : DataFrame, one row per policy and event
        Columns ``policy, date, day, phase, event, text`` and the columns of ``events.parquet``
        that the text is made of, in total order within each policy.
    parting : tuple of int
        For two policies: the place, counted from 0, of the first event of each that the other
        lacks; empty when their lives are the same, or for one policy.
    """

    account: int
    policies: tuple[str, ...]
    events: pd.DataFrame
    parting: int | None = None

    def lines(self) -> list[str]:
        """Return the lives as readable lines, the place where they part between."""
        lines = []
        for policy in self.policies:
            rows = self.events.loc[self.events["policy"] == policy].to_dict("records")
            lines.append(f"account {self.account} under {policy}: {len(rows)} events")
            for place, row in enumerate(rows):
                mark = ">" if place == self.parting else " "
                lines.append(f"{mark} {row['date']}  {row['phase']:<8}  {row['text']}")
            lines.append("")
        return [*lines, *self._conclusion()]

    def _conclusion(self) -> list[str]:
        if len(self.policies) < 2:
            return []
        first, second = self.policies
        if self.parting is None:
            return [f"{first} and {second} are the same for this account."]
        said = []
        for policy in self.policies:
            rows = self.events.loc[self.events["policy"] == policy]
            if self.parting < len(rows):
                row = rows.iloc[self.parting]
                said.append(f"{row['date']} {row['text']} ({policy})")
            else:
                said.append(f"nothing more ({policy})")
        return [f"They part at event {self.parting + 1}: {said[0]}; {said[1]}."]


def trace(
    directory: Path, account: int, policies: Sequence[str] = (), regime: str | None = None
) -> Trace:
    """Read one account's life from a run's events, of replication 0 under one regime.

    Parameters
    ----------
    directory : Path
        A finished run.
    account : int
        Number of the account; events of its borrower that concern no single account belong to
        its life.
    policies : sequence of str
        One or two of the run's policies; by default the first.
    regime : str, optional
        One of the run's regimes; by default the first.

    Raises
    ------
    ScenarioError
        If a policy, regime or account is not in the run, or more than two policies are named.
    StorageError
        If there is no finished run, or it kept no events.
    """
    run = RunDirectory(directory)
    manifest = run.manifest()
    known = cast(list[str], manifest["policies"])
    chosen = tuple(policies) or tuple(known[:1])
    _check(chosen, known)
    regimes = cast(list[str], manifest["regimes"])
    regime = regime or regimes[0]
    if regime not in regimes:
        raise ScenarioError(f"--regime: the run has no regime {regime!r}; it has {regimes}")
    start = date.fromisoformat(str(manifest["start"]))
    lives = [_life(run.path / "events.parquet", policy, regime, account) for policy in chosen]
    events = pd.concat(lives, ignore_index=True)
    if events.empty:
        raise ScenarioError(f"--account: no event of account {account} in {directory}")
    days = [(start + timedelta(days=int(day))).isoformat() for day in events["day"]]
    events.insert(1, "date", days)
    events.insert(5, "text", [_text(row) for row in events.to_dict("records")])
    parting = _parting(events, chosen) if len(chosen) == 2 else None
    return Trace(account=account, policies=chosen, events=events, parting=parting)


def _check(chosen: Sequence[str], known: Sequence[str]) -> None:
    for policy in chosen:
        if policy not in known:
            raise ScenarioError(f"--policy: the run has no policy {policy!r}; it has {known}")
    if len(chosen) > 2 or len(set(chosen)) < len(chosen):
        raise ScenarioError(f"--policy: {list(chosen)} were named; name one, or two to compare")


def _life(path: Path, policy: str, regime: str, account: int) -> pd.DataFrame:
    """Return the events of one account, and of its borrower where no account is named."""
    if not path.exists():
        raise StorageError(f"{path}: there is no such file; a trace needs the run's events")
    query = """
        WITH arm AS (
            SELECT * FROM read_parquet($path, file_row_number = true)
            WHERE policy = $policy AND regime = $regime AND replication = 0
        ), owner AS (
            SELECT DISTINCT borrower FROM arm WHERE account = $account AND borrower >= 0
        )
        SELECT policy, day, phase, event, amount, to_fees, actor, person, action, stage, channel,
               tone, target, minute, cause, root, account
        FROM arm
        WHERE account = $account OR (account = -1 AND borrower IN (SELECT borrower FROM owner))
        ORDER BY file_row_number
    """
    values = {"path": str(path), "policy": policy, "regime": regime, "account": account}
    with duckdb.connect(config={"threads": 1}) as database:
        return database.execute(query, values).df()


def _parting(events: pd.DataFrame, policies: Sequence[str]) -> int | None:
    """Return the place of the first event in which two lives differ."""
    first, second = (
        events.loc[events["policy"] == policy].drop(columns="policy").to_numpy().tolist()
        for policy in policies
    )
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return None if len(first) == len(second) else min(len(first), len(second))


def _text(row: Mapping[Hashable, Any]) -> str:
    """Say one event in a line: what, how much, and what qualifies it."""
    event, amount = str(row["event"]), int(row["amount"])
    parts = [event]
    if event in _MONEY:
        parts.append(f"{amount / 100:.2f}")
    elif event in _DAYS and amount:
        parts.append(f"{amount} days")
    elif event == "distress":
        parts.append(f"{amount / 1_000_000:+.2f} points")
    elif event == "relief_start":
        parts.append(f"{amount} months")
    elif event == "stage_entered":
        parts.append(f"at {amount} dpd")
    minute = int(row["minute"])
    if minute >= 0:
        parts.append(f"at {minute // 60:02d}:{minute % 60:02d}")
    parts.extend(f"{name}={row[name]}" for name in _WORDS if row[name])
    if row["root"]:
        parts.append(f"root={row['root']}")
    return " ".join(parts)
