"""Every outcome once more, slowly, from the event table alone: the other side of the proof.

Nothing here is shared with ``arrears.results``; it is written from the definitions of the outcomes
and ``docs/event_log.md``. Each account is lived through day by day, in plain Python.
"""

import math
from collections import Counter, defaultdict
from typing import Any

import pandas as pd
from account_life import PAYMENTS, Row, live
from life_facts import (
    arrears,
    defaults,
    month_ends,
    pauses,
    plans,
    review,
    silence,
    spells,
)
from outcome_fractions import fractions
from row_facts import Fact, at_home, flows, foreseen, people

INEXACT = {"net_cash_rate"}
"""Outcomes whose floats are sums of products: equal to 1e-12 of the denominator, as the numerator
may nearly cancel. All others are equal to the bit, because one division of integers (and of the
denominator by its unit) makes them."""


def recompute(
    events: pd.DataFrame, accounts: pd.DataFrame, measures: dict[str, Any]
) -> dict[tuple[str, str], tuple[float, float, float]]:
    """Return numerator, denominator and value of every outcome by segment and name.

    Parameters
    ----------
    events : DataFrame
        One replication of one arm of ``events.parquet``: names, not codes, in total order.
    accounts : DataFrame
        Columns ``account, borrower, segment, platform``.
    measures : dict
        ``horizon``, ``month_starts`` (those of the burn-in are not needed), ``discount_rate``,
        ``default_dpd``, ``terminal_prices``, ``open_book``, ``origination_is_cash``; ``contrasts``
        between segments, if there are any.
    """
    others = others_rate(events, accounts, measures)
    events, accounts = of_first(events, accounts, measures)
    rows = list(events.itertuples(index=False))
    segment_of = dict(zip(accounts["borrower"], accounts["segment"].astype(str), strict=True))
    by_account: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_account[row.account].append(row)
    lives = {
        account: live(by_account[account], segment_of[borrower], measures["horizon"])
        for account, borrower in zip(accounts["account"], accounts["borrower"], strict=True)
    }
    owners = dict(zip(accounts["account"], accounts["borrower"], strict=True))
    start: dict[int, int] = {}
    for account, life in lives.items():
        if life.opened is not None and (life.closed is None or life.closed >= 0):
            borrower = owners[account]
            start[borrower] = min(start.get(borrower, 1 << 40), max(0, life.opened))
    facts: Fact = defaultdict(Counter)
    flows(rows, segment_of, facts, measures)
    people(rows, segment_of, start, facts, measures)
    waits = {segment: [] for segment in ("all", *segment_of.values())}
    for account, life in lives.items():
        arrears(life, facts, measures)
        spells(life, by_account[account], facts, measures)
        defaults(life, facts, measures)
        month_ends(life, facts, measures)
        silence(life, facts, measures)
        foreseen(by_account[account], life.segment, facts)
        at_home(by_account[account], life.segment, facts, measures)
        plans(life, by_account[account], facts, measures)
        pauses(life, by_account[account], start.get(owners[account]), facts, measures)
        for days in review(by_account[account], measures["horizon"]):
            waits["all"].append(days)
            waits[life.segment].append(days)
    answer = {}
    for segment in ("all", *sorted(set(segment_of.values()))):
        for name, (above, below) in fractions(facts[segment], waits[segment], measures).items():
            answer[segment, name] = (above, below, above / below if below else math.nan)
        above, below = others[segment]
        answer[segment, "other_arrears_rate"] = (above, below, above / below if below else math.nan)
    for each in measures.get("contrasts", ()):
        sides = [(side, each.outcome) for side in (each.segment, each.against)]
        if not all(side in answer for side in sides):
            continue  # nobody of that segment was drawn
        first, second = (answer[side][2] for side in sides)
        name = f"contrast_{each.outcome}_{each.segment}_{each.against}"
        gap = first - second
        answer["all", name] = (0, 0, gap) if math.isnan(gap) else (gap, 1, gap)
    return answer


def of_first(
    events: pd.DataFrame, accounts: pd.DataFrame, measures: dict
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out other platforms' rows, but not what they make people feel, and their accounts."""
    first = measures.get("platform")
    if first is None:
        return events, accounts
    felt = events["event"].isin(["distress", "screen_start", "screen_end"])
    is_ours = events["platform"].isin(["", first]) | felt
    return events[is_ours], accounts[accounts["platform"] == first]


def others_rate(
    events: pd.DataFrame, accounts: pd.DataFrame, measures: dict
) -> dict[str, list[int]]:
    """Add up arrears and balances elsewhere at month ends, account by account."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    first = measures.get("platform")
    elsewhere = accounts[accounts["platform"] != first] if first else accounts[:0]
    ends = [day - 1 for day in measures["month_starts"] if day > 0]
    for account, segment in zip(elsewhere["account"], elsewhere["segment"], strict=True):
        rows = list(events[events["account"] == account].itertuples(index=False))
        life = live(rows, str(segment), measures["horizon"])
        for end in ends:
            if life.opened is None or end < life.opened:
                continue
            past = [row for row in rows if row.day <= end]
            lost, late = life.lost[end], 0
            if life.left is not None and life.left <= end:
                late = lost
            elif life.closed is None or life.closed > end:
                due = sum(row.amount for row in past if row.event == "due")
                settled = sum(row.amount - row.to_fees for row in past if row.event in PAYMENTS)
                settled += sum(
                    row.amount
                    for row in past
                    if row.event == "waived" and row.cause in {"principal", "interest"}
                )
                late = max(0, due - settled)
            for place in ("all", str(segment)):
                sums[place][0] += late
                sums[place][1] += life.balance[end] + lost
    return sums
