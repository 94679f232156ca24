"""What the life of an account says: arrears, spells, defaults, month ends, plans and pauses."""

import math
from collections import Counter
from collections.abc import Iterable

from account_life import PAYMENTS, Life, Row
from row_facts import Fact, add

ENDS = ["0", "1", "2", "3", "4", "5", "6", "closed", "charged_off"]


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
        gone = life.left is not None and life.left <= day
        if not opens or gone:
            day += 1
            continue
        end = day + 1
        while end < horizon and end in life.oldest and end != life.left:
            end += 1
        is_cured = end < horizon and end != life.left
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
        if life.left is not None and life.left <= end:
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
        is_sold = life.sold is not None and day >= life.sold
        is_left = day not in life.attempts and not life.has_plan[day] and not is_sold
        run = run + 1 if owes and is_left else 0
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
            halfway = open_pause.day + 179
            for why in ("", f" {open_pause.cause}", f" {open_pause.root}"):
                add(facts, life.segment, f"pause{why}", max(0, end - first))
                add(facts, life.segment, f"halts{why}", open_pause.day >= 0)
                add(facts, life.segment, f"long_halts{why}", 0 <= halfway < end)
            open_pause = None


def review(rows: list[Row], horizon: int) -> list[int]:
    """Return the waits for decisions made from day 0, and of the case still open."""
    cases = [row for row in rows if row.event in {"application", "appeal", "decision"}]
    waits = [row.amount for row in cases if row.event == "decision" and row.day >= 0]
    if cases and cases[-1].event != "decision":
        waits.append(horizon - 1 - cases[-1].day)
    return waits
