"""The who-pays table: cash between the parties, and what stands beside it without being cash."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import pandas as pd

from arrears.errors import LedgerError
from arrears.log import Log
from arrears.results.cash_rules import CASH_RULES, FLOWS, NOT_CASH, Move, Party
from arrears.results.measures import Measures
from arrears.terms import Cause, Event

__all__ = ["BESIDE_CASH", "NET", "WHO_PAYS_COLUMNS", "beside_cash", "cash_flows", "party_flows"]

WHO_PAYS_COLUMNS = ("party", "flow", "amount")
NET: Final = "net"
"""The row below the flows: the sum of a party's column."""

_ARM: Final = ("policy", "regime", "replication")

BESIDE_CASH: Final = {
    "days_screening_positive": ("screen_days",),
    "days_in_arrears": ("delinquent_days",),
    "days_contact_paused": ("pause_days",),
    "days_waiting_for_an_answer": (),
    "necessities_cut": ("essentials_cut",),
    "claims_waived": ("waived_principal", "waived_interest", "waived_fees", "waived_penalty"),
    "claims_charged_off": ("charged_off", "-recovered_after_charge_off"),
    "still_owed_at_the_horizon": ("outstanding_at_horizon",),
}
"""What cash does not show, and the monthly series that are added up for it.

Waiting for an answer is read from the lengths of waits; amounts are minor units.
"""

_Part = tuple[str, Party, Party, int]


def cash_flows(log: Log, measures: Measures) -> pd.DataFrame:
    """Return what every party received and paid from day 0, by kind of cash flow.

    Parameters
    ----------
    log : Log
        Closed.
    measures : Measures
        Says whether principal originated on day 0 was paid out that day, or taken over.

    Returns
    -------
    DataFrame, one row per kind of cash flow and party that took part in it
        Columns `WHO_PAYS_COLUMNS`: ``amount`` in minor units, received less paid. Each kind of
        cash flow, and so the whole, sums to exactly 0. In the order of `FLOWS` and `Party`.

    Raises
    ------
    LedgerError
        If the log holds an event of which nobody said whether it moves cash, or a cause of a
        cash event without a rule.
    """
    totals: dict[tuple[str, Party], int] = {}
    counted = np.flatnonzero(log.columns["day"] >= 0)
    events = log.columns["event"][counted]
    for event in map(Event, np.unique(events).tolist()):
        rows = counted[events == event]
        if event is Event.ORIGINATED and not measures.origination_is_cash:
            rows = rows[log.columns["day"][rows] > 0]  # a book taken over: nobody was paid
        for lender, own in _by_lender(rows, log):
            for flow, *parties, amount in _parts_of_event(event, own, log):
                source, target = (lender if each is Party.LENDER else each for each in parties)
                totals[flow, source] = totals.get((flow, source), 0) - amount
                totals[flow, target] = totals.get((flow, target), 0) + amount
    found = [
        (party.value, flow, totals[flow, party])
        for flow in FLOWS
        for party in Party
        if totals.get((flow, party), 0)
    ]
    return pd.DataFrame(found, columns=list(WHO_PAYS_COLUMNS)).astype({"amount": np.int64})


def _by_lender(rows: np.ndarray, log: Log) -> Iterator[tuple[Party, np.ndarray]]:
    """Yield the rows of the first platform, and those of all others."""
    if "platform" not in log.columns:
        yield Party.LENDER, rows
        return
    is_elsewhere = log.columns["platform"][rows] > 1
    yield Party.LENDER, rows[~is_elsewhere]
    yield Party.OTHER_LENDERS, rows[is_elsewhere]


def _parts_of_event(event: Event, rows: np.ndarray, log: Log) -> Iterator[_Part]:
    """Yield the flows of one event's rows, every row under exactly one move."""
    causes = log.columns["cause"][rows]
    moves = {cause: move for (named, cause), move in CASH_RULES.items() if named is event}
    if not moves:
        if event not in NOT_CASH and log.columns["amount"][rows].any():
            raise LedgerError(
                f"event {event.label!r} has amounts and nobody says whether they are cash; add it "
                "to CASH_RULES or to NOT_CASH in arrears/results/cash_rules.py"
            )
        return
    for code in np.unique(causes).tolist():
        # Codes after the fixed causes are names of the scenario, for which only a rule of any cause
        # can stand.
        move = moves.get(Cause(code) if code < len(Cause) else None, moves.get(None))
        if move is None:
            raise LedgerError(
                f"event {event.label!r} has cause {log.vocabulary.names[code]!r}, for which no "
                "parties are named; add it to CASH_RULES in arrears/results/cash_rules.py"
            )
        yield from _parts_of_move(move, rows[causes == code], log)


def _parts_of_move(move: Move, rows: np.ndarray, log: Log) -> Iterator[_Part]:
    """Yield the flows of rows that are one move, fees apart and some actors by themselves."""
    amount = log.columns[move.column][rows].astype(np.int64)
    if move.fees_flow:
        fees = log.columns["to_fees"][rows].astype(np.int64)
        amount -= fees
        yield move.fees_flow, move.source, move.target, int(fees.sum())
    actors = log.columns["actor"][rows]
    for actor in np.unique(actors).tolist():
        flow = move.flow_of_actor.get(log.vocabulary.names[actor], move.flow)
        yield flow, move.source, move.target, int(amount[actors == actor].sum())


def party_flows(who_pays: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every cell that any arm has, and each party's net.

    Parameters
    ----------
    who_pays : DataFrame
        As ``who_pays.csv``: columns ``policy, regime, replication, party, flow, amount``.

    Returns
    -------
    DataFrame, one row per policy, regime, replication, flow and party
        Same columns; 0 where an arm lacks a flow that others have. Parties and flows that no arm
        has are left out; flow ``net`` (last) is the sum of a party's flows.
    """
    flows = [*_present(who_pays["flow"], FLOWS), NET]
    parties = _present(who_pays["party"], [party.value for party in Party])
    net = who_pays.groupby([*_ARM, "party"], as_index=False, observed=True)["amount"].sum()
    wide = pd.concat([who_pays, net.assign(flow=NET)]).pivot_table(
        index=list(_ARM), columns=["flow", "party"], values="amount", aggfunc="sum",
        fill_value=0, observed=True,
    )  # fmt: skip
    wanted = pd.MultiIndex.from_product([flows, parties], names=["flow", "party"])
    cells = wide.reindex(columns=wanted, fill_value=0).stack(["flow", "party"], future_stack=True)  # noqa: PD013 - melt needs one level
    table: pd.DataFrame = cells.rename("amount").reset_index()
    return table


def _present(column: pd.Series, order: Iterable[str]) -> list[str]:
    """Return the words of a column in their order."""
    found = set(column.astype(str))
    return [word for word in order if word in found]


def beside_cash(monthly: pd.DataFrame, durations: pd.DataFrame) -> pd.DataFrame:
    """Return real costs, distress and claims given up: what a table of cash leaves out.

    Nothing is added up across rows, and nothing is priced: days are days.

    Parameters
    ----------
    monthly, durations : DataFrame
        Columns of ``monthly.parquet`` and ``durations.parquet``, segment ``all``.

    Returns
    -------
    DataFrame, one row per policy, regime, replication and measure of `BESIDE_CASH`
        Columns ``policy, regime, replication, measure, amount, borrowers``: days or minor units
        from day 0, and the borrowers under observation.
    """
    arm = list(_ARM)
    sums = monthly.pivot_table(
        index=arm, columns="series", values="value", aggfunc="sum", fill_value=0, observed=True
    )
    waits = durations.loc[durations["series"] == "review_wait"]
    days = waits["days"] * (waits["count"] + waits["censored"])
    waited = days.groupby([waits[name] for name in arm], observed=True).sum()
    parts = []
    for measure, series in BESIDE_CASH.items():
        amount = pd.Series(0, index=sums.index)
        for term in series:
            name, sign = (term[1:], -1) if term.startswith("-") else (term, 1)
            amount = amount + (sign * sums[name] if name in sums else 0)
        if not series:
            amount = waited.reindex(sums.index, fill_value=0)
        found = amount.rename("amount").reset_index().assign(measure=measure)
        parts.append(found.assign(borrowers=sums["borrowers"].to_numpy()))
    table = pd.concat(parts, ignore_index=True).astype({"amount": np.int64})
    return table[[*arm, "measure", "amount", "borrowers"]]
