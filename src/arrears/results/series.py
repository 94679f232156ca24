"""Every series of the tallies, with what it adds up: the one place that names them.

Amounts are minor units. Flows are those from day 0 on.
"""

from typing import Final

from arrears.results.tally_arrears import BUCKETS, STATES
from arrears.results.tally_contact import COMPLAINT_CHANNELS, SEVERITIES
from arrears.results.tally_distress import DISTRESS_SOURCES
from arrears.results.tally_holdout import HOLDOUT_GROUPS
from arrears.results.tally_pauses import PAUSE_CAUSES, PAUSE_ROOTS

__all__ = ["DURATIONS", "MONTHLY", "describe"]

_MONEY: Final = {
    "opening_balance": "balance with which day 0 begins, of accounts originated before; month 0",
    "disbursed": "principal originated, or drawn on a limit",
    "instalments_due": "due on the signed schedules, after charge-off too",
    "collected_of_due": "by account the lesser of due and received on it, summed; last month",
    "interest_charged": "contract interest charged",
    "fees_charged": "fees charged",
    "late_fees_charged": "late fees and penalty interest charged",
    "cash_received": "all payments",
    "fees_received": "the part of payments that paid fees and penalties",
    "interest_received": "the part of payments that paid interest charged, before principal",
    "charged_off": "balance taken off the book",
    "recovered_after_charge_off": "payments after charge-off",
    "sold": "balance of claims sold, charged off before or not",
    "sold_on_book": "the part of sold that was not charged off before",
    "sale_proceeds": "price of claims sold",
    "compensated": "balance that the guarantor paid; the claim left the book for it",
    "garnished": "cash taken from income by order of a court; it is part of cash_received",
    "settled": "cash accepted as full settlement; it is part of cash_received",
    "granted": "paid to households from hardship funds",
    "agents_paid": "fees that borrowers paid to lawyers and agents",
    "cash_while_placed": "payments while the account was placed with an agency",
    "suits": "claims filed with courts and boards",
    "titles": "judgments, orders and awards that can be enforced",
    "ended_unpaid": "enforcements that ended unpaid",
    "discharges": "accounts of which a share was waived in personal insolvency",
    "cost": "all costs of the lender",
    "cost_wages": "paid hours of teams and desks; they belong to no segment",
    "cost_message": "messages",
    "cost_agency_fee": "fees of agencies",
    "cost_visit": "fares of visitors; their hours are wages",
    "cost_tracing": "looking for lost numbers",
    "cost_complaint_cost": "handling of complaints",
    "cost_machine": "decisions by machine on applications",
    "cost_court_fee": "fees of courts and boards, paid in advance",
    "cost_legal_cost": "letters, mediators and lawyers",
    "cost_guarantee_fee": "fees of the guarantor; they belong to no segment",
    "cost_grant": "paid into the hardship fund, where it is the lender's",
    "cost_relief_case": "cases of relief that began",
    "cost_education": "webinars and guides",
    "cost_reward": "points that were given for paying on time",
    "waived_principal": "principal forgiven",
    "waived_interest": "interest forgiven",
    "waived_fees": "fees forgiven",
    "waived_penalty": "penalty interest forgiven",
    "essentials_cut": "necessities that households' cash did not cover",
    "outstanding_at_horizon": "balance on the book at the horizon; last month",
}

_ARREARS: Final = {
    "accounts": "accounts on book at day 0, or originated since, by that month",
    "ever_30_accounts": "of those, 30 or more dpd for the first time since day 0",
    "ever_90_accounts": "of those, 90 or more dpd for the first time since day 0",
    "charged_off_accounts": "of those, charged off",
    "current_due": "instalments due on accounts with nothing in arrears that morning",
    "current_unpaid": "of those, unpaid when the due day ended",
    "entry_30d_unpaid": "current_unpaid of due days at least 30 days before the last day",
    "entry_30d_paid": "of those, paid in cash by day 30 since due; month of the due day",
    "late_cash": "cash on instalments that were unpaid when their due day ended; month of payment",
    "spells_opened": "spells of arrears, by the month they opened",
    "spells_cured": "spells that ended with contract arrears paid in full, by month of the cure",
    "spells_30d": "spells that opened 30 days before the horizon or earlier",
    "spells_30d_cured": "of those, cured within 30 days; month of opening",
    "delinquent_days": "account-days that began in a spell of arrears",
    "defaults": "accounts that reached the default dpd for the first time",
    "defaults_able": "of those, the household's budget covered the first miss of the spell",
    "default_360d_exposure": "balance at default, of defaults 360 days before the last day or more",
    "default_360d_cash": "cash in the 360 days after those, by account at most the exposure",
    "balance_over_180": "balance more than 180 dpd at the month's end",
}

_ELSEWHERE: Final = {
    "other_arrears": "at month ends, due and unpaid or charged off and unrecovered elsewhere",
    "other_balance": "at month ends, outstanding or charged off and unrecovered elsewhere",
}

_CONTACT: Final = {
    "attempts": "attempts, reminders before the due day included",
    "attempts_in_spells": "attempts on days that an account is in a spell of arrears",
    "messages_read": "written messages read",
    "calls_answered": "calls answered by somebody",
    "right_parties": "conversations with the borrower",
    "promises": "promises to pay",
    "promises_kept": "promises kept",
    "promises_broken": "promises broken",
    "stop_requests": "requests to stop contact",
    "queued": "accounts on a team's list, by action and day",
    "queued_worked": "of those, attempted the same day",
    "blocked": "acts, and charges or parts of them, that a rule prevented",
    "violations": "rules broken: acts in breach, and answers that came too late",
    "seconds_worked": "time worked by teams and desks; it belongs to no segment",
    "seconds_available": "time that teams and desks had; it belongs to no segment",
    "visits": "visits made, whoever was met",
    "visits_met": "of those, the borrower was met",
    "visited_accounts": "accounts by the month of the first visit about them since day 0",
    "met_at_home_only": (
        "of those, accounts whose borrower was met at home and never spoken to by telephone"
    ),
    "announcements": "visits announced",
    "announcements_first": "of those, the first about the account with 14 days to the horizon",
    "announcements_first_paid": "of those, followed by a payment within 14 days",
    "announcements_later": "announcements from the third on, with 14 days to the horizon",
    "announcements_later_paid": "of those, followed by a payment within 14 days",
    "third_party_attempts": "attempts to reach third persons",
    "traces": "traces that came back",
    "traces_found": "of those, with a number that works",
    "warnings": "accounts that early warning named before a due day",
    "false_alarms": "of those, accounts that would have been paid anyway",
    "spells_begun": "misses with which a spell of arrears began",
    "spells_warned": "of those, named by early warning in the 28 days before",
    "bureau_reports": "reports to the credit bureau, of borrowers under observation",
    "months_denied": "months in which borrowers under observation got no new credit",
    "grievances": "grievances of borrowers under observation",
    "complaints": "complaints of borrowers under observation",
    "complaints_agent": "complaints that an agent filed",
    "complaints_wrong_debt": "complaints about a wrong debt that the borrower filed",
    "complaints_own": "all other complaints",
}

_RELIEF: Final = {
    "relief_accounts": "accounts whose first relief since day 0 started",
    "applications": "applications for relief",
    "appeals": "appeals against refusals",
    "decisions": "decisions on applications and appeals",
    "approvals": "of those, approved",
    "grants": "grants from the hardship fund",
    "grants_refused": "grants refused because the fund was empty",
    "settlements_paid": "settlements that were paid in time",
    "settlements_lapsed": "settlements that were not",
    "plans_ended": "reliefs that ended with a payment due after, at least 365 days to go from it",
    "plans_redefaulted": "of those, 30 or more dpd within 365 days; month of the relief's end",
}

_PEOPLE: Final = {
    "borrowers": "borrowers from the day observation starts: origination or day 0",
    "borrower_days": "person-days under observation",
    "screen_days": "of those, days screening positive",
    "distress_added": "millionths of a point added to the distress index; relief is left out",
    "pause_days": "account-days on which outbound contact was paused",
    "halts": "pauses of contact, by the month they began",
    "long_halts": "pauses of 180 days and more, by the month of their 180th day",
    "unanswered": "applications and complaints without an answer on the promised day",
    "informal_loans": "loans by informal lenders",
    "informal_borrowed": "cash lent by informal lenders",
    "informal_repaid": "cash paid to informal lenders",
    "agents_hired": "agents hired",
    "agent_fees": "fees that borrowers paid to agents and advisers; part of agents_paid",
    "educated": "borrowers who attended, by the month in which they did",
    "exposed": "borrowers named in the media",
    "fined": "fines for breaches that an inspection proved",
    "damages": "damages paid to borrowers for such breaches",
    "credit_asked": "loans asked for, granted or refused; they belong to no segment",
    "credit_refused": "of those, refused; they belong to no segment",
    "new_loans": "loans signed since day 0, of a cohort on it; a book taken over is left out",
    "new_loan_steps": "yearly rates of those above their products', in millionths, summed",
    "rewarded": "worth of rewards for paying on time",
    "paused_180_accounts": "counted accounts by the day that ended 180 days in a row left alone",
}

_FAMILIES: Final[tuple[tuple[str, list[tuple[str, ...]]], ...]] = (
    (
        "balance at the month's end in bucket {0} of contract dpd, up to 180 dpd",
        [(f"balance_bucket_{bucket}", str(bucket)) for bucket in range(BUCKETS)],
    ),
    (
        "balance of the month's start in bucket {0} whose account ends the month in {1}",
        [
            (f"rolled_{bucket}_{state}", str(bucket), state)
            for bucket in range(BUCKETS)
            for state in STATES
        ],
    ),
    (
        "complaints that went to: {0}",
        [(f"complaints_{each.label}", each.label) for each in COMPLAINT_CHANNELS],
    ),
    (
        "the part of violations that are: {0}",
        [(f"violations_{each.label}", each.label) for each in SEVERITIES],
    ),
    (
        "the part of distress_added whose source is: {0}",
        [(f"distress_added_{each.label}", each.label) for each in DISTRESS_SOURCES],
    ),
    (
        "the part of pause_days in pauses whose cause or root is: {0}",
        [(f"pause_days_from_{each.label}", each.label) for each in PAUSE_CAUSES + PAUSE_ROOTS],
    ),
    (
        "those of halts whose cause or root is: {0}",
        [(f"halts_from_{each.label}", each.label) for each in PAUSE_CAUSES + PAUSE_ROOTS],
    ),
    (
        "those of long_halts whose cause or root is: {0}",
        [(f"long_halts_from_{each.label}", each.label) for each in PAUSE_CAUSES + PAUSE_ROOTS],
    ),
)
"""For each family its text, and its members with the words that fill the text."""

_HOLDOUT: Final = {
    "spells": "spells of arrears with 60 days to the horizon, by month of opening",
    "arrears": "unpaid when the due day that opened those spells ended",
    "paid": "cash on that by day 60 since due",
}
_GROUPS: Final = dict(
    zip(
        HOLDOUT_GROUPS,
        (
            "the action was withheld",
            "the action was due and not withheld",
            "the same, and the borrower was spoken to within 30 days",
            "the same, and the borrower was not spoken to within 30 days",
        ),
        strict=True,
    )
)

MONTHLY: Final[dict[str, str]] = {
    **_MONEY,
    **_ARREARS,
    **_ELSEWHERE,
    **_CONTACT,
    **_RELIEF,
    **_PEOPLE,
    **{name: text.format(*words) for text, members in _FAMILIES for name, *words in members},
}
"""Series of ``monthly`` and what they add up. Beside them stand the series of withheld actions."""

DURATIONS: Final[dict[str, str]] = {
    "base_by_day": "days = day; amount = balance at day 0 (on day 0) and principal originated",
    "cash_by_day": (
        "days = day; amount = payments, compensation and prices of claims sold, less principal "
        "paid out, less costs"
    ),
    "terminal_balance": "days = highest dpd of a price band; amount = balance at the horizon",
    "late_instalments": (
        "days since due; amount = paid in cash that late, on what was unpaid when the due day "
        "ended; censored = amount forgiven, or still unpaid at the horizon"
    ),
    "spell": (
        "days from the due day that opened the spell; count = cured; censored = charged off, or "
        "open at the horizon"
    ),
    "pause": "days of a pause that began from day 0; count = ended; censored = open",
    "until_paused_180": (
        "days from origination or day 0 to the day that ended 180 days in a row left alone; "
        "count = accounts; censored = accounts never so long left alone, at the horizon"
    ),
    "review_wait": "days since application; count = decided; censored = pending at the horizon",
    "complaint_answer": "days until a complaint was answered; count = answered",
}
"""Series of ``durations``: what days, count, amount and censored say."""


def describe(series: str) -> str:
    """Return what a monthly series adds up.

    Raises
    ------
    KeyError
        If there is no such series.
    """
    prefix, _, rest = series.partition(".")
    if prefix == "holdout" and rest.count(".") == 2:
        action, group, value = rest.split(".")
        return f"{_HOLDOUT[value]}; where {_GROUPS[group]}: {action}"
    return MONTHLY[series]
