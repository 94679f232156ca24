"""Every outcome once more, slowly, from the event table alone: the other side of the proof.

Nothing here is shared with ``arrears.results``; it is written from the definitions of the outcomes
and ``docs/event_log.md``. Each account is lived through day by day, in plain Python.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

PAYMENTS = {"paid", "part_paid", "prepaid", "recovered"}
UP = {"originated", "interest", "fee", "late_fee"}
DOWN = {"paid", "part_paid", "prepaid", "waived", "charged_off"}
CAUSES = ["review", "complaint", "plan", "capacity"]
CAUSES += ["handover", "out_of_reach", "dropped", "leniency", "stop_requested"]
ROOTS = ["process", "strategic", "rule", "macro", "shock", "shortfall"]
SOURCES = ["shock", "arrears", "collection", "limbo"]
ENDS = ["0", "1", "2", "3", "4", "5", "6", "closed", "charged_off"]

INEXACT = {"net_cash_rate"}
"""Outcomes whose floats are sums of products: equal to 1e-12 of the denominator, as the numerator
may nearly cancel. All others are equal to the bit, because one division of integers (and of the
denominator by its unit) makes them."""

Row = Any
Fact = dict[str, Counter[str]]


@dataclass
class Instalment:
    day: int
    amount: int
    cause: str
    was_current: bool
    unpaid: int
    unpaid_that_night: int = 0
    late: list[tuple[int, int, bool]] = field(default_factory=list)


@dataclass
class Life:
    """One account at the end of each of its days."""

    segment: str
    first_day: int = 0
    opened: int | None = None
    closed: int | None = None
    charged_off: int | None = None
    instalments: list[Instalment] = field(default_factory=list)
    oldest: dict[int, int] = field(default_factory=dict)  # day -> oldest unpaid due day
    balance: dict[int, int] = field(default_factory=dict)
    lost: dict[int, int] = field(default_factory=dict)  # charged off and not recovered
    has_plan: dict[int, bool] = field(default_factory=dict)
    attempts: set[int] = field(default_factory=set)
    cash: Counter[int] = field(default_factory=Counter)
    able: dict[int, int] = field(default_factory=dict)  # day of a miss -> its flag

    def dpd(self, day: int) -> int:
        return day - self.oldest[day] if day in self.oldest else 0

    @property
    def counts(self) -> bool:
        on_book = (self.closed is None or self.closed >= 0) and (
            self.charged_off is None or self.charged_off >= 0
        )
        return self.opened is not None and on_book


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
        plans(life, by_account[account], facts, measures)
        pauses(life, by_account[account], start.get(owners[account]), facts, measures)
        for days in review(by_account[account], measures["horizon"]):
            waits["all"].append(days)
            waits[life.segment].append(days)
    answer = {}
    for segment in ("all", *sorted(set(segment_of.values()))):
        for name, (above, below) in fractions(facts[segment], waits[segment], measures).items():
            answer[segment, name] = (above, below, above / below if below else math.nan)
    for each in measures.get("contrasts", ()):
        sides = [(side, each.outcome) for side in (each.segment, each.against)]
        if not all(side in answer for side in sides):
            continue  # nobody of that segment was drawn
        first, second = (answer[side][2] for side in sides)
        name = f"contrast_{each.outcome}_{each.segment}_{each.against}"
        gap = first - second
        answer["all", name] = (0, 0, gap) if math.isnan(gap) else (gap, 1, gap)
    return answer


def add(facts: Fact, segment: str | None, name: str, value: float) -> None:
    facts["all"][name] += value  # type: ignore[assignment]
    if segment is not None:
        facts[segment][name] += value  # type: ignore[assignment]


def live(rows: list[Row], segment: str, horizon: int) -> Life:
    """Live one account's days."""
    life = Life(segment)
    by_day: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    life.first_day = min(by_day, default=0)
    balance = lost = credit = 0
    has_plan = False
    for day in range(life.first_day, horizon):
        for row in by_day[day]:
            note(life, row, was_current=day - 1 not in life.oldest)
            if row.event in {"relief_start", "relief_end"}:
                has_plan = row.event == "relief_start"
            if row.event in PAYMENTS:
                credit += row.amount - row.to_fees
            elif row.event == "waived" and row.cause in {"principal", "interest"}:
                credit += row.amount
            credit = settle(life.instalments, credit, row)
            balance += row.amount * ((row.event in UP) - (row.event in DOWN))
            lost += row.amount * ((row.event == "charged_off") - (row.event == "recovered"))
        for each in life.instalments:
            if each.day == day:
                # An account that is paid off by then owes nothing, whatever its plan left out.
                each.unpaid_that_night = 0 if life.closed is not None else each.unpaid
        unpaid = [each.day for each in life.instalments if each.unpaid > 0]
        if unpaid and life.closed is None:
            life.oldest[day] = unpaid[0]
        life.balance[day], life.lost[day], life.has_plan[day] = balance, lost, has_plan
    return life


def note(life: Life, row: Row, *, was_current: bool) -> None:
    """Write down what one row says of the account's life."""
    if row.event == "originated":
        life.opened = row.day
    elif row.event == "closed":
        life.closed = row.day if life.closed is None else life.closed
    elif row.event == "charged_off":
        life.charged_off = row.day
    elif row.event == "due":
        due = Instalment(row.day, row.amount, row.cause, was_current, row.amount)
        life.instalments.append(due)
    elif row.event == "attempt":
        life.attempts.add(row.day)
    elif row.event == "missed":
        life.able[row.day] = max(life.able.get(row.day, 0), row.to_fees)
    elif row.event in PAYMENTS:
        life.cash[row.day] += row.amount


def settle(instalments: list[Instalment], credit: int, row: Row) -> int:
    """Put credit on what is unpaid, oldest first; return what is left of it."""
    for each in instalments:
        part = min(credit, each.unpaid)
        if part > 0:
            each.unpaid -= part
            credit -= part
            if row.day > each.day:
                each.late.append((row.day, part, row.event in PAYMENTS))
    return credit


def flows(rows: list[Row], segment_of: dict[int, str], facts: Fact, measures: dict) -> None:
    """Add what single rows say from day 0, and the balance with which day 0 begins."""
    due: Counter[int] = Counter()
    received: Counter[int] = Counter()
    segments = {row.account: segment_of.get(row.borrower) for row in rows}
    for row, interest in zip(rows, interest_paid(rows), strict=True):
        segment = segment_of.get(row.borrower)
        if row.day < 0:
            opening = row.amount * ((row.event in UP) - (row.event in DOWN))
            add(facts, segment, "base", opening)
            add(facts, segment, "discounted base", opening)
            continue
        if row.event == "due":
            due[row.account] += row.amount
        if row.event in PAYMENTS:
            received[row.account] += row.amount - row.to_fees
            add(facts, segment, "borrower_cost", interest + row.to_fees)
        if row.event == "originated":
            add(facts, segment, "base", row.amount)
        add(facts, segment, row.event, row.amount)
        add(facts, segment, f"{row.event} rows", 1)
        add(facts, segment, f"{row.event} {row.cause}", row.amount)
        add(facts, segment, f"{row.event} {row.cause} rows", 1)
        add(facts, segment, f"{row.event} seconds", row.to_fees)
        if row.event == "distress" and row.amount > 0:
            add(facts, segment, "distress up", row.amount)
            add(facts, segment, f"distress up {row.cause}", row.amount)
        discounted(row, segment, facts, measures)
    for account in due:
        add(facts, segments[account], "collected", min(due[account], received[account]))


def interest_paid(rows: list[Row]) -> list[int]:
    """Return for each row the interest it pays: what was charged and not yet paid or waived."""
    owed: Counter[int] = Counter()
    paid = []
    for row in rows:
        interest = 0
        if row.event == "interest":
            owed[row.account] += row.amount
        elif row.event == "waived" and row.cause == "interest":
            owed[row.account] -= min(owed[row.account], row.amount)
        elif row.event in PAYMENTS:
            interest = min(owed[row.account], row.amount - row.to_fees)
            owed[row.account] -= interest
        paid.append(interest)
    return paid


def discounted(row: Row, segment: str | None, facts: Fact, measures: dict) -> None:
    worth = row.amount * (1 + measures["discount_rate"] / 365) ** -row.day
    if row.event in PAYMENTS:
        add(facts, segment, "discounted cash", worth)
    elif row.event == "cost":
        add(facts, segment, "discounted cash", -worth)
    elif row.event == "originated":
        add(facts, segment, "discounted base", worth)
        if row.day > 0 or measures["origination_is_cash"]:
            add(facts, segment, "discounted cash", -worth)


def people(
    rows: list[Row], segment_of: dict, start: dict[int, int], facts: Fact, measures: dict
) -> None:
    """Add person-days, days screening positive, complaints and grievances."""
    horizon = measures["horizon"]
    screens: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.event in {"screen_start", "screen_end"}:
            screens[row.borrower].append(row)
        observed = row.borrower in start and row.day >= start[row.borrower]
        if row.event in {"grievance", "complaint"} and observed:
            segment = segment_of[row.borrower]
            add(facts, segment, f"{row.event}s", 1)
            if row.event == "complaint":
                by_agent = row.person >= 0
                wrong = row.cause == "wrong_debt"
                kind = "agent" if by_agent else "wrong_debt" if wrong else "own"
                add(facts, segment, f"complaints {row.action}", 1)
                add(facts, segment, f"complaints {kind}", 1)
    for borrower, first in start.items():
        segment = segment_of[borrower]
        add(facts, segment, "person-days", horizon - first)
        switches = {row.day: row.event == "screen_start" for row in screens[borrower]}
        positive = False
        for day in range(min([first, *switches]), horizon):
            positive = switches.get(day, positive)
            add(facts, segment, "screen days", positive and day >= first)


def arrears(life: Life, facts: Fact, measures: dict) -> None:
    """Add what was unpaid when due days ended, and what became of it."""
    last = measures["horizon"] - 1
    for each in life.instalments:
        late_cash = [(day, part) for day, part, is_cash in each.late if is_cash]
        for day, part in late_cash:
            add(facts, life.segment, "late cash", part if day >= 0 else 0)
        if each.day < 0:
            continue
        add(facts, life.segment, "late", each.unpaid_that_night)
        add(facts, life.segment, "late paid", sum(part for _, part in late_cash))
        if each.was_current and each.cause == "":
            add(facts, life.segment, "current due", each.amount)
            add(facts, life.segment, "current unpaid", each.unpaid_that_night)
            if each.day + 30 <= last:
                back = sum(part for day, part in late_cash if day - each.day <= 30)
                add(facts, life.segment, "entered", each.unpaid_that_night)
                add(facts, life.segment, "back", back)
    days = range(max(0, life.first_day), last + 1)
    if life.counts:
        add(facts, life.segment, "accounts", 1)
        add(facts, life.segment, "ever 30", any(life.dpd(day) >= 30 for day in days))
        add(facts, life.segment, "ever 90", any(life.dpd(day) >= 90 for day in days))
        add(facts, life.segment, "lost accounts", life.charged_off is not None)
    price = worth_at(life.dpd(last), measures["terminal_prices"])
    factor = (1 + measures["discount_rate"] / 365) ** -measures["horizon"]
    add(facts, life.segment, "discounted cash", life.balance.get(last, 0) * price * factor)


def worth_at(dpd: int, prices: Iterable[tuple[int, float]]) -> float:
    price = 0.0
    for bound, price in prices:  # noqa: B007 - the last price holds beyond the last bound
        if dpd <= bound:
            break
    return price


def spells(life: Life, rows: list[Row], facts: Fact, measures: dict) -> None:
    """Add spells of arrears: the days they last, the attempts in them, and quick cures."""
    horizon = measures["horizon"]
    attempts = Counter(row.day for row in rows if row.event == "attempt")
    day = life.first_day
    while day < horizon - 1:
        opens = day in life.oldest and day - 1 not in life.oldest
        gone = life.charged_off is not None and life.charged_off <= day
        if not opens or gone:
            day += 1
            continue
        end = day + 1
        while end < horizon and end in life.oldest and end != life.charged_off:
            end += 1
        is_cured = end < horizon and end != life.charged_off
        for each in range(max(0, day + 1), min(end, horizon - 1) + 1):
            add(facts, life.segment, "spell days", 1)
            add(facts, life.segment, "spell attempts", attempts[each])
        if 0 <= day + 1 <= horizon - 30:
            add(facts, life.segment, "spells", 1)
            add(facts, life.segment, "quick cures", is_cured and end - day <= 30)
        day = end


def defaults(life: Life, facts: Fact, measures: dict) -> None:
    """Add the account's default, if any from day 0, and the 360 days after it."""
    horizon = measures["horizon"]
    days = [day for day in sorted(life.oldest) if life.dpd(day) >= measures["default_dpd"]]
    if not days or days[0] < 0:
        return
    day = first = days[0]
    while first - 1 in life.oldest:
        first -= 1
    add(facts, life.segment, "defaults", 1)
    add(facts, life.segment, "able defaults", life.able.get(first) == 1)
    if day + 360 <= horizon - 1:
        exposure = life.balance[day] + life.lost[day]
        cash = sum(life.cash[later] for later in range(day + 1, day + 361))
        add(facts, life.segment, "default exposure", exposure)
        add(facts, life.segment, "default cash", min(cash, exposure))


def month_ends(life: Life, facts: Fact, measures: dict) -> None:
    """Add balances by bucket at month ends and the moves between them."""
    ends = [day - 1 for day in measures["month_starts"] if day >= 0]
    if life.opened is None:
        return
    before = None
    for end in ends:
        if end < life.opened:
            continue
        dpd = life.dpd(end)
        bucket = str(min(6, math.ceil(dpd / 30)))
        state = "closed" if life.closed is not None and life.closed <= end else bucket
        if life.charged_off is not None and life.charged_off <= end:
            state = "charged_off"
        if end >= 0 and state == bucket and dpd <= 180:
            add(facts, life.segment, "balance 0-180", life.balance[end])
            add(facts, life.segment, "balance 31-180", life.balance[end] * (dpd > 30))
            add(facts, life.segment, "balance 91-180", life.balance[end] * (dpd > 90))
        if before is not None and before[0] in ENDS[:7]:
            add(facts, life.segment, f"from {before[0]}", before[1])
            add(facts, life.segment, f"from {before[0]} to {state}", before[1])
        before = (state, life.balance[end])


def silence(life: Life, facts: Fact, measures: dict) -> None:
    """Add the account if it was left alone for 180 days in a row."""
    run, found = 0, False
    for day in range(life.first_day, measures["horizon"]):
        owes = life.dpd(day) >= 1 or life.lost[day] > 0
        run = run + 1 if owes and day not in life.attempts and not life.has_plan[day] else 0
        found = found or (run >= 180 and day >= 0)
    add(facts, life.segment, "silent", found and life.counts)


def plans(life: Life, rows: list[Row], facts: Fact, measures: dict) -> None:
    """Add reliefs that ended, and whether the account fell 30 days behind within a year."""
    horizon = measures["horizon"]
    starts = [place for place, row in enumerate(rows) if row.event == "relief_start"]
    add(
        facts, life.segment, "helped", life.counts and any(rows[place].day >= 0 for place in starts)
    )
    for place, following in zip(starts, [*starts, len(rows)][1:], strict=True):
        episode = rows[place:following]
        ended = next((row.day for row in episode if row.event == "relief_end"), None)
        if ended is None or ended < 0:
            continue
        after = [row for row in episode if row.day > ended]
        plan_dues = [row.day for row in after if row.event == "plan_due"]
        dues = [row.day for row in after if row.event == "due" and row.cause == ""]
        if not plan_dues and not dues:
            continue
        begin = (plan_dues or dues)[0]
        if begin + 365 > horizon - 1:
            continue
        stop = rows[following].day - 1 if following < len(rows) else begin + 365
        is_late = False
        for day in range(begin, min(stop, begin + 365) + 1):
            dpd = plan_dpd(episode, day) if plan_dues else life.dpd(day)
            is_late = is_late or dpd >= 30
        add(facts, life.segment, "ended plans", 1)
        add(facts, life.segment, "failed plans", is_late)


def plan_dpd(episode: list[Row], day: int) -> int:
    """Return the days since the oldest unpaid due day of the second schedule."""
    past = [row for row in episode if row.day <= day]
    received = sum(row.amount - row.to_fees for row in past if row.event in PAYMENTS)
    total = 0
    for row in past:
        if row.event == "plan_due":
            total += row.amount
            if total > received:
                return day - int(row.day)
    return 0


def pauses(life: Life, rows: list[Row], start: int | None, facts: Fact, measures: dict) -> None:
    """Add the days of pauses by cause and root."""
    horizon = measures["horizon"]
    open_pause: Row = None
    for row in [*rows, None]:
        if row is not None and row.event == "pause_start" and open_pause is None:
            open_pause = row
        elif open_pause is not None and (row is None or row.event == "pause_end"):
            end = horizon if row is None else row.day
            first = horizon if start is None else max(open_pause.day, start)
            for name in ("pause", f"pause {open_pause.cause}", f"pause {open_pause.root}"):
                add(facts, life.segment, name, max(0, end - first))
            open_pause = None


def review(rows: list[Row], horizon: int) -> list[int]:
    """Return the waits for decisions made from day 0, and of the case still open."""
    cases = [row for row in rows if row.event in {"application", "decision"}]
    waits = [row.amount for row in cases if row.event == "decision" and row.day >= 0]
    if cases and cases[-1].event == "application":
        waits.append(horizon - 1 - cases[-1].day)
    return waits


def fractions(
    fact: Counter[str], waits: list[int], measures: dict
) -> dict[str, tuple[float, float]]:
    """Divide nothing yet: return what is divided by what."""
    years_1000 = fact["person-days"] / (1000 * 365.25)
    base = fact["base"]
    waived = sum(fact[f"waived {kind}"] for kind in ("principal", "interest", "fees", "penalty"))
    lost = fact["charged_off"] - fact["recovered"] + fact["waived principal"]
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
        "promise_kept_share": (
            fact["promise_kept rows"],
            fact["promise_kept rows"] + fact["promise_broken rows"],
        ),
        "relief_share": (fact["helped"], fact["accounts"]),
        "relief_cost_rate": (waived, base),
        "team_utilisation": (fact["shift"], fact["shift seconds"]),
        "able_but_missed_share": (fact["able defaults"], fact["defaults"]),
        "review_wait_days_mean": (sum(waits), len(waits)),
        "review_wait_days_p90": (
            (sorted(waits)[math.ceil(len(waits) * 9 / 10) - 1], 1) if waits else (0, 0)
        ),
    }
    for kind in ("platform", "public_site", "regulator", "own", "agent", "wrong_debt"):
        found[f"complaints_per_1000_{kind}"] = (fact[f"complaints {kind}"], years_1000)
    for why in (*CAUSES, *ROOTS):
        found[f"pause_days_from_{why}"] = (fact[f"pause {why}"], years_1000)
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
