"""What every engine hands back: the event log and the accounts, as columns of integers.

The log is kept as narrow columns of codes, not as tuples: 49 bytes a row with its number. Its total order is
``(day, phase, borrower, account, seq)``; ``seq`` counts within (day, phase, borrower) in the
order in which the rows were written, rows without a borrower come first.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from arrears.terms import Cause, Channel, Event, Phase, Status, Target, Tone

__all__ = ["ACCOUNT_COLUMNS", "EVENT_COLUMNS", "Log", "Vocabulary", "events_frame"]

EVENT_COLUMNS = (
    "policy", "regime", "replication", "day", "phase", "borrower", "account", "seq", "event",
    "amount", "platform", "actor", "person", "action", "stage", "channel", "tone", "target",
    "minute", "cause", "root", "to_fees",
)  # fmt: skip

ACCOUNT_COLUMNS = (
    "policy", "regime", "replication", "account", "borrower", "segment", "platform", "opened",
    "disbursed", "interest", "fees", "paid", "outstanding", "waived", "charged_off",
    "recovered_after_charge_off", "sold", "sale_proceeds", "contract_dpd", "reported_dpd",
    "max_dpd", "status", "attempts", "complaints", "pause_days", "signed_due", "received",
)  # fmt: skip

# Columns of one row as the engines write it; ``seq`` is added when the log is closed.
_NARROW = {
    "day": np.int16, "phase": np.int8, "borrower": np.int32, "account": np.int32,
    "event": np.int8, "actor": np.int16, "person": np.int16, "action": np.int16,
    "stage": np.int16, "channel": np.int8, "tone": np.int8, "target": np.int8,
    "minute": np.int16, "cause": np.int16, "root": np.int16, "amount": np.int64,
    "to_fees": np.int64,
}  # fmt: skip
_COLUMNS = tuple(_NARROW)
_FULL = 20_000 * len(_COLUMNS)  # numbers written before they are packed into narrow columns


class Vocabulary:
    """The names of one run: fixed causes first, then the scenario's own, each with a code."""

    def __init__(self) -> None:
        self.names: list[str] = [cause.label for cause in Cause]
        self._codes: dict[str, int] = {name: code for code, name in enumerate(self.names)}

    def code(self, name: str) -> int:
        """Return the code of a name, which is added when it is new."""
        code = self._codes.get(name)
        if code is None:
            code = self._codes[name] = len(self.names)
            self.names.append(name)
        return code


@dataclass(slots=True)
class Log:
    """The event log of one replication of one policy, while it is written and after.

    ``add`` is called in the order of work; rows of one borrower may be written for an earlier
    phase or day than the last row (a life is settled when somebody looks at it). ``close`` brings
    them into the total order.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    platform: str = "lender"
    _rows: "array[int]" = field(default_factory=lambda: array("q"))
    _packed: "dict[str, array[int]]" = field(
        default_factory=lambda: {name: array(np.dtype(_NARROW[name]).char) for name in _COLUMNS}
    )
    columns: dict[str, np.ndarray] = field(default_factory=dict)

    def add(
        self,
        day: int,
        phase: int,
        borrower: int,
        account: int,
        event: int,
        amount: int = 0,
        cause: int = 0,
        root: int = 0,
        *,
        actor: int = 0,
        person: int = -1,
        action: int = 0,
        stage: int = 0,
        channel: int = 0,
        tone: int = 0,
        target: int = 0,
        minute: int = -1,
        to_fees: int = 0,
    ) -> None:
        """Write one row; ``borrower`` and ``account`` are -1 where they do not apply."""
        rows = self._rows
        rows.extend(
            (day, phase, borrower, account, event, actor, person, action, stage, channel, tone,
             target, minute, cause, root, amount, to_fees)
        )  # fmt: skip
        if len(rows) >= _FULL:
            self._pack()

    def write(
        self,
        day: int,
        phase: int,
        borrower: int,
        account: int,
        event: int,
        amount: int,
        cause: int = 0,
        root: int = 0,
        to_fees: int = 0,
    ) -> None:
        """Write a row that no team, action or channel has a part in; most rows are such."""
        rows = self._rows
        rows.extend(
            (day, phase, borrower, account, event, 0, -1, 0, 0, 0, 0, 0, -1, cause, root,
             amount, to_fees)
        )  # fmt: skip
        if len(rows) >= _FULL:
            self._pack()

    def _pack(self) -> None:
        rows = np.frombuffer(self._rows, dtype=np.int64).reshape(-1, len(_COLUMNS))
        for index, name in enumerate(_COLUMNS):
            self._packed[name].frombytes(rows[:, index].astype(_NARROW[name]).tobytes())
        self._rows = array("q")

    def close(self) -> None:
        """Bring the rows into their total order and number them; the log is read-only after."""
        self._pack()
        columns = {
            name: np.frombuffer(column, dtype=_NARROW[name])
            for name, column in self._packed.items()
        }
        self._packed = {}
        group = (
            ((columns["day"].astype(np.int64) + (1 << 14)) << 48)
            | (columns["phase"].astype(np.int64) << 44)
            | ((columns["borrower"].astype(np.int64) + 1) << 16)
        )
        by_group = np.argsort(group, kind="stable")
        columns["seq"] = _rank_within(group, by_group)
        order = np.lexsort((columns["seq"], columns["account"], group))
        del by_group, group
        while columns:  # one column at a time, so that the log is never held twice
            name, column = columns.popitem()
            self.columns[name] = column[order]

    def __len__(self) -> int:
        return len(self.columns["day"]) if self.columns else len(self._rows) // len(_COLUMNS)


def _rank_within(group: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Return for each row how many earlier rows share its group; ``order`` sorts stably by group."""
    grouped = group[order]
    starts = np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]]) if len(order) else order
    lengths = np.diff(np.r_[starts, len(order)])
    rank = np.arange(len(order)) - np.repeat(starts, lengths)
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = rank
    return ranks


def _labels(codes: np.ndarray, names: Sequence[str]) -> pd.Categorical:
    """Return codes as a column of words; unused words are left out, so tables do not depend on them."""
    used, positions = np.unique(codes, return_inverse=True)
    words = [names[code] for code in used]
    ordered = sorted(set(words))
    place = {word: index for index, word in enumerate(ordered)}
    lookup = np.array([place[word] for word in words], dtype=np.int32)
    return pd.Categorical.from_codes(lookup[positions], categories=pd.Index(ordered, dtype="str"))


def events_frame(log: Log, policy: str, regime: str, replication: int) -> pd.DataFrame:
    """Return a closed log as the table of ``events.parquet``: names instead of codes.

    Parameters
    ----------
    log : Log
        A closed log.
    policy, regime : str
        Names of the arm of the run.
    replication : int
        Number of the replication, from 0.

    Returns
    -------
    DataFrame, one row per event, in total order
        Columns ``EVENT_COLUMNS``. ``borrower``, ``account``, ``person`` and ``minute`` are -1 and
        names are empty where they do not apply.
    """
    columns, names = log.columns, log.vocabulary.names
    size = len(columns["day"])
    enums = {
        "phase": [phase.name.lower() for phase in Phase],
        "event": [event.label for event in Event],
        "channel": ["", *(item.name.lower() for item in Channel if item)],
        "tone": ["", *(item.name.lower() for item in Tone if item)],
        "target": ["", *(item.name.lower() for item in Target if item)],
    }
    table: dict[str, object] = {}
    for name in EVENT_COLUMNS:
        if name in enums:
            table[name] = _labels(columns[name], enums[name])
        elif name in ("actor", "action", "stage", "cause", "root"):
            table[name] = _labels(columns[name], names)
        elif name in columns:
            table[name] = columns[name]
    constant = {"policy": policy, "regime": regime, "platform": log.platform}
    for name, value in constant.items():
        table[name] = pd.Categorical.from_codes(np.zeros(size, dtype=np.int8), [value])
    table["replication"] = np.full(size, replication, dtype=np.int32)
    return pd.DataFrame({name: table[name] for name in EVENT_COLUMNS})


STATUS_NAMES = tuple(status.name.lower() for status in Status)
