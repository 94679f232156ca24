"""What every engine hands back: the event log and the accounts, as columns of integers.

The log is kept as columns of codes, each as narrow as its values allow, not as tuples. Its total
order is ``(day, phase, borrower, account, seq)``; ``seq`` counts within (day, phase, borrower) in
the order in which the rows were written, rows without a borrower come first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from struct import Struct

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
_COLUMNS = (
    "day", "phase", "borrower", "account", "event", "actor", "person", "action", "stage",
    "channel", "tone", "target", "minute", "cause", "root", "amount", "to_fees",
)  # fmt: skip
_WIDTHS = "bBhHiq"  # type codes of integers, narrow to wide
_ROW = Struct(f"{len(_COLUMNS)}q")  # by far the quickest way to put down a row
_SORTED_AT_ONCE = 100_000  # rows, at least
_FULL = 20_000 * _ROW.size  # bytes written before they are packed


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
    others: tuple[str, ...] = ()  # names of further platforms
    owners: np.ndarray | None = None  # by account the place of its platform, where there are more
    _rows: bytearray = field(default_factory=lambda: bytearray(_FULL))
    _written: int = 0  # bytes of rows that are not packed yet
    _pieces: list[bytes] = field(default_factory=list)  # of packed rows
    _packed: int = 0  # rows in them
    _least: np.ndarray = field(default_factory=lambda: np.zeros(len(_COLUMNS), dtype=np.int64))
    _most: np.ndarray = field(default_factory=lambda: np.zeros(len(_COLUMNS), dtype=np.int64))
    columns: dict[str, np.ndarray] = field(default_factory=dict)

    def add(  # noqa: PLR0913, PLR0917 - the columns of a row, by position for speed
        self,
        day: int,
        phase: int,
        borrower: int,
        account: int,
        event: int,
        amount: int = 0,
        cause: int = 0,
        root: int = 0,
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
        written = self._written
        _ROW.pack_into(
            self._rows, written, day, phase, borrower, account, event, actor, person, action,
            stage, channel, tone, target, minute, cause, root, amount, to_fees,
        )  # fmt: skip
        self._written = written = written + _ROW.size
        if written == _FULL:
            self._pack()

    def write(  # noqa: PLR0913, PLR0917 - most rows pass here, by position for speed
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
        written = self._written
        _ROW.pack_into(
            self._rows, written, day, phase, borrower, account, event, 0, -1, 0, 0, 0, 0, 0, -1,
            cause, root, amount, to_fees,
        )  # fmt: skip
        self._written = written = written + _ROW.size
        if written == _FULL:
            self._pack()

    def _pack(self) -> None:
        if not self._written:
            return
        numbers = np.frombuffer(self._rows, dtype=np.int64, count=self._written // 8)
        rows = numbers.reshape(-1, len(_COLUMNS))
        least, most = rows.min(axis=0), rows.max(axis=0)
        self._pieces.append(_packed(rows, least, most))
        self._packed += len(rows)
        np.minimum(self._least, least, out=self._least)
        np.maximum(self._most, most, out=self._most)
        self._written = 0

    def _unpack(self) -> dict[str, np.ndarray]:
        """Return all columns, as narrow as their values and 0 allow, and forget the pieces."""
        columns = {
            name: np.empty(self._packed, dtype=_narrowest(int(least), int(most)))
            for name, least, most in zip(_COLUMNS, self._least, self._most, strict=True)
        }
        start, self._pieces = 0, self._pieces[::-1]
        while self._pieces:
            for name, part in zip(_COLUMNS, _unpacked(self._pieces.pop()), strict=True):
                end = start + len(part)
                columns[name][start:end] = part
            start = end
        return columns

    def close(self) -> None:
        """Bring the rows into their total order and number them; the log is read-only after."""
        self._pack()
        self._rows = bytearray()
        columns = self._unpack()
        if self.others:
            columns["platform"], columns["account"] = self._platforms(columns["account"])
        order, self.columns["seq"] = _total_order(columns)
        while columns:  # one column at a time, so that the log is never held twice
            name, column = columns.popitem()
            self.columns[name] = column[order]

    def written_since(self, row: int, *names: str) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Return columns of the rows written since a row number, and each row's platform.

        The platform is 0 for none and its place from 1 on; the log goes on after.
        """
        self._pack()
        parts: list[dict[str, np.ndarray]] = []
        start = self._packed  # the number of the first row in the parts
        for piece in reversed(self._pieces):
            if start <= row:
                break
            parts.insert(0, dict(zip(_COLUMNS, _unpacked(piece), strict=True)))
            start -= len(parts[0]["day"])
        columns = {
            name: np.concatenate([np.zeros(0, dtype=np.int64), *(part[name] for part in parts)])
            for name in (*names, "account")
        }
        columns = {name: column[row - start :] for name, column in columns.items()}
        if self.others:
            return columns, self._platforms(columns["account"])[0]
        return columns, np.ones(len(columns["account"]), dtype=np.int8)

    def _platforms(self, account: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the platform of each row, 0 for none, and the accounts without other numbers.

        A row with an account has that account's platform. One without says its platform's place
        from 0 as -2 less the place, or nothing with -1.
        """
        owners = np.zeros(0, dtype=np.int64) if self.owners is None else self.owners
        known = np.append(owners.astype(np.int8), np.int8(0)) + np.int8(1)
        wide = account.astype(np.int64)
        named = np.where(wide >= 0, known[np.minimum(wide, len(owners))], -1 - wide)
        return named.astype(np.int8), np.maximum(wide, -1).astype(account.dtype)

    def __len__(self) -> int:
        if self.columns:
            return len(self.columns["day"])
        return self._packed + self._written // _ROW.size


def _packed(rows: np.ndarray, least: np.ndarray, most: np.ndarray) -> bytes:
    """Return rows in one piece of memory: by how much each column exceeds its least, if it does.

    Nothing small is kept for long, which would hold the memory of borrowers who have gone home.
    """
    parts = [np.concatenate(([len(rows)], least, most)).tobytes()]
    for place, dtype in enumerate(_excess_types(least, most)):
        if least[place] < most[place]:
            parts.append((rows[:, place] - least[place]).astype(dtype).tobytes())
    return b"".join(parts)


def _unpacked(piece: bytes) -> Iterator[np.ndarray]:
    """Yield the columns of packed rows, in wide integers."""
    width = len(_COLUMNS)
    head = np.frombuffer(piece, dtype=np.int64, count=1 + 2 * width)
    count, least, most = int(head[0]), head[1 : 1 + width], head[1 + width :]
    start = head.nbytes
    for place, dtype in enumerate(_excess_types(least, most)):
        if least[place] == most[place]:
            yield np.full(count, least[place])
            continue
        yield np.frombuffer(piece, dtype, count, start) + least[place]
        start += count * dtype.itemsize


def _excess_types(least: np.ndarray, most: np.ndarray) -> list[np.dtype[np.unsignedinteger]]:
    return [np.min_scalar_type(excess) for excess in (most - least).tolist()]


def _narrowest(low: int, high: int) -> np.dtype[np.integer]:
    """Return the narrowest integers that hold 0 and every value from low to high."""
    return np.dtype(
        next(code for code in _WIDTHS if np.iinfo(code).min <= low and high <= np.iinfo(code).max)
    )


def _total_order(columns: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows' places in their total order, and ``seq`` in that order.

    Some days are sorted at a time: a large log is never held in wide numbers.
    """
    day = columns["day"]
    order, ranks = np.empty(len(day), dtype=np.int32), [np.zeros(0, dtype=np.int8)]
    start = 0
    for first, last in _runs_of_days(day):
        rows = np.flatnonzero((day >= first) & (day <= last))
        group = day[rows].astype(np.int64) << 36
        group += columns["phase"][rows].astype(np.int64) << 32
        group += columns["borrower"][rows] + np.int64(1)
        within = np.lexsort((columns["account"][rows], group))
        end = start + len(rows)
        order[start:end], rank = rows[within], _rank_within(group)[within]
        ranks.append(rank.astype(_narrowest(0, int(rank.max(initial=0)))))
        start = end
    return order, np.concatenate(ranks)


def _runs_of_days(day: np.ndarray) -> list[tuple[int, int]]:
    """Return first and last day of runs of days with enough rows each to be sorted together."""
    lowest = int(day.min(initial=0))
    counts = np.zeros(int(day.max(initial=0)) - lowest + 1, dtype=np.int64)
    for start in range(0, len(day), _SORTED_AT_ONCE):
        some = day[start : start + _SORTED_AT_ONCE].astype(np.int64) - lowest
        counts += np.bincount(some, minlength=len(counts))
    places = np.cumsum(counts) // _SORTED_AT_ONCE
    lasts = np.flatnonzero(np.diff(places, append=places[-1] + 1)) + lowest
    return list(zip([lowest, *(lasts[:-1] + 1).tolist()], lasts.tolist(), strict=True))


def _rank_within(group: np.ndarray) -> np.ndarray:
    """Return for each row how many earlier rows share its group."""
    order = np.argsort(group, kind="stable")
    grouped = group[order]
    is_first = np.ones(len(order), dtype=np.bool_)
    np.not_equal(grouped[1:], grouped[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = rank
    return ranks


def _labels(codes: np.ndarray, names: Sequence[str]) -> pd.Categorical:
    """Return codes as a column of words; words not used are left out and change no table."""
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
            wide = np.int64 if name in ("amount", "to_fees") else np.int32
            table[name] = columns[name].astype(wide)
    named = {"policy": policy, "regime": regime, "platform": log.platform}
    if log.others:
        del named["platform"]
        table["platform"] = _labels(columns["platform"], ["", log.platform, *log.others])
    for name, value in named.items():
        table[name] = pd.Categorical.from_codes(np.zeros(size, dtype=np.int8), pd.Index([value]))
    table["replication"] = np.full(size, replication, dtype=np.int32)
    return pd.DataFrame({name: table[name] for name in EVENT_COLUMNS})


STATUS_NAMES = tuple(status.name.lower() for status in Status)
