"""What single rows of the event table say of a book and of its people."""

from collections import Counter, defaultdict

from account_life import PAYMENTS, Row, is_later, moved

TITLES = {"payment_order", "default_judgment", "heard", "award"}
Fact = dict[str, Counter[str]]


def add(facts: Fact, segment: str | None, name: str, value: float) -> None:
    facts["all"][name] += value  # type: ignore[assignment]
    if segment is not None:
        facts[segment][name] += value  # type: ignore[assignment]


def flows(rows: list[Row], segment_of: dict[int, str], facts: Fact, measures: dict) -> None:
    """Add what single rows say from day 0, and the balance with which day 0 begins."""
    due: Counter[int] = Counter()
    received: Counter[int] = Counter()
    placed: set[int] = set()
    segments = {row.account: segment_of.get(row.borrower) for row in rows}
    for row, interest in zip(rows, interest_paid(rows), strict=True):
        segment = segment_of.get(row.borrower)
        take_note(placed, row)
        if row.day < 0:
            opening = row.amount * moved(row)
            add(facts, segment, "base", opening)
            add(facts, segment, "discounted base", opening)
            continue
        if row.event == "due":
            due[row.account] += row.amount
        if row.event in PAYMENTS:
            received[row.account] += row.amount - row.to_fees
            add(facts, segment, "cash", row.amount)
            add(facts, segment, "cash while placed", row.amount * (row.account in placed))
            add(facts, segment, "recovered late", row.amount * is_late_cash(row))
            add(facts, segment, "borrower_cost", interest + row.to_fees)
        at_last(row, segment, facts)
        if row.event in {"originated", "drawn"}:
            add(facts, segment, "base", row.amount)
        if row.event == "attempt" and row.target == "third_party":
            add(facts, segment, "third-party attempts", 1)
        add(facts, segment, row.event, row.amount)
        add(facts, segment, f"{row.event} rows", 1)
        add(facts, segment, f"{row.event} {row.cause}", row.amount)
        add(facts, segment, f"{row.event} {row.cause} rows", 1)
        add(facts, segment, f"{row.event} seconds", row.to_fees)
        if row.day > 0 or measures["origination_is_cash"]:
            new_loans(row, segment, facts)
        if row.event == "violation":
            add(facts, segment, f"violation {row.root} root rows", 1)
        if row.event == "distress" and row.amount > 0:
            add(facts, segment, "distress up", row.amount)
            add(facts, segment, f"distress up {row.cause}", row.amount)
        discounted(row, segment, facts, measures)
    for account in due:
        add(facts, segments[account], "collected", min(due[account], received[account]))


def new_loans(row: Row, segment: str | None, facts: Fact) -> None:
    """Add a loan that is asked for, signed or refused, and at which price; not of day 0's book."""
    if row.event == "originated":
        add(facts, segment, "new loans", 1)
    if row.event in {"originated", "refused_credit"}:
        add(facts, None, "asked for", 1)
        add(facts, None, "not granted", row.event == "refused_credit")
    if row.event == "priced":
        add(facts, segment, "dearer", row.amount)


def take_note(placed: set[int], row: Row) -> None:
    """Keep the accounts that an agency holds."""
    if row.event == "placed":
        placed.add(row.account)
    elif row.event == "recalled":
        placed.discard(row.account)


def is_late_cash(row: Row) -> bool:
    """Say whether a payment is on what was charged off."""
    return row.event == "recovered" or is_later(row)


def at_last(row: Row, segment: str | None, facts: Fact) -> None:
    """Add what a court, a lawyer or a buyer brings."""
    if row.event == "judgment" and row.cause in TITLES:
        add(facts, segment, "title", 1)
    if row.event == "agent_paid":
        add(facts, segment, "borrower_cost", row.amount)
    if row.event == "sold":
        on_book = 0 if is_later(row) else row.amount
        add(facts, segment, "lost by sale", on_book - row.to_fees)


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


def foreseen(rows: list[Row], segment: str, facts: Fact) -> None:
    """Add whether the misses with which spells of one account began had been warned of."""
    warned = [row.day for row in rows if row.event == "warned"]
    for row in rows:
        if row.event == "missed" and row.root and row.day >= 0:
            add(facts, segment, "begun", 1)
            is_warned_of = any(row.day - 28 <= day <= row.day for day in warned)
            add(facts, segment, "begun after a warning", is_warned_of)


def at_home(rows: list[Row], segment: str, facts: Fact, measures: dict) -> None:
    """Add what visits and their announcements brought about one account."""
    rows = [row for row in rows if row.day >= 0]
    visits = [row for row in rows if row.event == "visit"]
    spoken = {row.channel for row in rows if row.event == "right_party"}
    if visits:
        add(facts, segment, "visited accounts", 1)
        is_met = any(row.cause in {"hardship", "able"} for row in visits)
        add(facts, segment, "met at home only", is_met and spoken == {"visit"})
    announced = [row.day for row in rows if row.event == "visit_announced"]
    for number, day in enumerate(announced, start=1):
        if day + 14 >= measures["horizon"] or number == 2:
            continue
        kind = "first" if number == 1 else "later"
        paid = any(row.event in PAYMENTS and day <= row.day <= day + 14 for row in rows)
        add(facts, segment, f"{kind} announced", 1)
        add(facts, segment, f"{kind} paid", paid)


def discounted(row: Row, segment: str | None, facts: Fact, measures: dict) -> None:
    worth = row.amount * (1 + measures["discount_rate"] / 365) ** -row.day
    if row.event in PAYMENTS or row.event == "compensated":
        add(facts, segment, "discounted cash", worth)
    elif row.event == "sold":
        factor = (1 + measures["discount_rate"] / 365) ** -row.day
        add(facts, segment, "discounted cash", row.to_fees * factor)
    elif row.event in {"cost", "fined", "damages"}:
        add(facts, segment, "discounted cash", -worth)
        add(facts, segment, "penalised", row.amount * (row.event != "cost"))
    elif row.event in {"originated", "drawn"}:
        add(facts, segment, "discounted base", worth)
        if row.event == "drawn" or row.day > 0 or measures["origination_is_cash"]:
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
        voices = {"grievance", "complaint", "bureau_report", "credit_denied"}
        if row.event in voices and observed:
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
        add(facts, segment, "borrowers", 1)
        switches = {row.day: row.event == "screen_start" for row in screens[borrower]}
        positive = False
        for day in range(min([first, *switches]), horizon):
            positive = switches.get(day, positive)
            add(facts, segment, "screen days", positive and day >= first)
