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
    ENDS,
    arrears,
    defaults,
    month_ends,
    pauses,
    plans,
    review,
    silence,
    spells,
)
from row_facts import Fact, at_home, flows, foreseen, people

CAUSES = ["review", "complaint", "plan", "capacity"]
CAUSES += ["handover", "out_of_reach", "dropped", "leniency", "stop_requested"]
CAUSES += ["moratorium", "sanction", "forbidden"]
ROOTS = ["process", "strategic", "rule", "macro", "shock", "shortfall"]
SOURCES = ["shock", "arrears", "collection", "limbo", "legal"]

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


def fractions(
    fact: Counter[str], waits: list[int], measures: dict
) -> dict[str, tuple[float, float]]:
    """Divide nothing yet: return what is divided by what."""
    years_1000 = fact["person-days"] / (1000 * 365.25)
    base = fact["base"]
    waived = sum(fact[f"waived {kind}"] for kind in ("principal", "interest", "fees", "penalty"))
    lost = fact["charged_off"] - fact["recovered late"] + fact["lost by sale"]
    lost += fact["waived principal"]
    found: dict[str, tuple[float, float]] = {
        "collected_share": (fact["collected"], fact["due"]),
        "loss_rate": (lost, base),
        "net_cash_rate": (fact["discounted cash"], fact["discounted base"]),
        "entry_rate_d1": (fact["current unpaid"], fact["current due"]),
        "ever_30_share": (fact["ever 30"], fact["accounts"]),
        "ever_90_share": (fact["ever 90"], fact["accounts"]),
        "charge_off_share": (fact["lost accounts"], fact["accounts"]),
        "complaints_per_1000": (fact["complaints"], years_1000),
        "grievances_per_1000": (fact["grievances"], years_1000),
        "violations_per_1000_borrowers": (fact["violation rows"], years_1000),
        "violations_per_1000_attempts": (fact["violation rows"], fact["attempt rows"] / 1000),
        "blocked_per_1000_borrowers": (fact["blocked rows"], years_1000),
        "distress_share": (fact["screen days"], fact["person-days"]),
        "distress_days_per_year": (fact["screen days"], fact["person-days"] / 365.25),
        "borrower_cost_rate": (fact["borrower_cost"], base),
        "paused_180_share": (fact["silent"], fact["accounts"]),
        "pause_days_per_1000": (fact["pause"], years_1000),
        "recovery_rate": (fact["late paid"], fact["late"]),
        "back_30d_share": (fact["back"], fact["entered"]),
        "penetration_share": (fact["queued worked rows"], fact["queued rows"]),
        "default_recovery_rate_360d": (fact["default cash"], fact["default exposure"]),
        "cure_rate_30d": (fact["quick cures"], fact["spells"]),
        "redefault_rate_12m": (fact["failed plans"], fact["ended plans"]),
        "cost_to_collect": (fact["cost"], fact["late cash"]),
        "attempts_per_delinquent_month": (
            fact["spell attempts"],
            fact["spell days"] / (365.25 / 12),
        ),
        "right_party_share": (fact["right_party rows"], fact["contact rows"]),
        "visits_per_1000": (fact["visit rows"], years_1000),
        "visit_met_share": (
            fact["visit hardship rows"] + fact["visit able rows"],
            fact["visit rows"],
        ),
        "reached_by_visit_only_share": (fact["met at home only"], fact["visited accounts"]),
        "paid_after_announcement_first": (fact["first paid"], fact["first announced"]),
        "paid_after_announcement_later": (fact["later paid"], fact["later announced"]),
        "third_party_contacts_per_1000": (fact["third-party attempts"], years_1000),
        "traced_share": (fact["traced found rows"], fact["traced rows"]),
        "warnings_per_1000": (fact["warned rows"], years_1000),
        "false_alarm_share": (fact["warned false_alarm rows"], fact["warned rows"]),
        "warned_before_miss_share": (fact["begun after a warning"], fact["begun"]),
        "promise_kept_share": (
            fact["promise_kept rows"],
            fact["promise_kept rows"] + fact["promise_broken rows"],
        ),
        "suits_per_1000": (fact["suit_filed rows"], years_1000),
        "judgments_per_1000": (fact["title"], years_1000),
        "garnished_share": (fact["garnished"], fact["cash"]),
        "recovered_rate_agency": (fact["cash while placed"], base),
        "recovered_rate_garnished": (fact["garnished"], base),
        "recovered_rate_settled": (fact["settled"], base),
        "recovered_rate_sale": (fact["sold seconds"], base),
        "recovered_rate_guarantor": (fact["compensated"], base),
        "relief_share": (fact["helped"], fact["accounts"]),
        "relief_cost_rate": (waived, base),
        "fund_spent_rate": (fact["grant"], base),
        "grants_per_1000": (fact["grant rows"], years_1000),
        "grants_refused_share": (
            fact["grant_refused rows"],
            fact["grant_refused rows"] + fact["grant rows"],
        ),
        "settlement_kept_share": (
            fact["relief_end settled rows"],
            fact["relief_end settled rows"] + fact["relief_end lapsed rows"],
        ),
        "team_utilisation": (fact["shift"], fact["shift seconds"]),
        "able_but_missed_share": (fact["able defaults"], fact["defaults"]),
        "review_wait_days_mean": (sum(waits), len(waits)),
        "review_wait_days_p90": (
            (sorted(waits)[math.ceil(len(waits) * 9 / 10) - 1], 1) if waits else (0, 0)
        ),
    }
    found["informal_loans_per_1000"] = (fact["informal_loan rows"], years_1000)
    found["agents_per_1000"] = (fact["agent_hired rows"], years_1000)
    fees = fact["agent_paid agent"] + fact["agent_paid adviser"]
    found["agent_fees_per_borrower"] = (fees, fact["borrowers"] * 100)
    found["educated_share"] = (fact["educated rows"], fact["borrowers"])
    found["exposed_per_1000"] = (fact["exposed rows"], years_1000)
    found["fines_rate"] = (fact["penalised"], base)
    found["credit_refused_share"] = (fact["not granted"], fact["asked for"])
    found["new_loan_surcharge"] = (fact["dearer"], fact["new loans"] * 1_000_000)
    found["rewards_cost_rate"] = (fact["rewarded"], base)
    found["bureau_records_per_1000"] = (fact["bureau_reports"], years_1000)
    found["credit_denied_months"] = (fact["credit_denieds"], years_1000)
    for kind in ("platform", "public_site", "regulator", "own", "agent", "wrong_debt"):
        found[f"complaints_per_1000_{kind}"] = (fact[f"complaints {kind}"], years_1000)
    for why in (*CAUSES, *ROOTS):
        found[f"pause_days_from_{why}"] = (fact[f"pause {why}"], years_1000)
    for halts in ("halts", "long_halts"):
        found[f"{halts}_per_1000"] = (fact[halts], years_1000)
        for why in (*CAUSES, *ROOTS):
            found[f"{halts}_from_{why}"] = (fact[f"{halts} {why}"], fact[halts])
    asked = fact["application rows"] + fact["appeal rows"] + fact["complaints"]
    found["unanswered_share"] = (fact["unanswered rows"], asked)
    for how in ("severe", "ordinary", "late"):
        name = f"violations_per_1000_borrowers_{how}"
        found[name] = (fact[f"violation {how} root rows"], years_1000)
    for source in SOURCES:
        found[f"distress_from_{source}"] = (fact[f"distress up {source}"], fact["distress up"])
    for origin in ENDS[:7]:
        for state in ENDS:
            moved = fact[f"from {origin} to {state}"]
            found[f"roll_rate_{origin}_{state}"] = (moved, fact[f"from {origin}"])
    if measures["open_book"]:
        for least in (31, 91):
            name = f"delinquency_{least - 1}_share"
            found[name] = (fact[f"balance {least}-180"], fact["balance 0-180"])
    return found
