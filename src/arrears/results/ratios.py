"""Which series are divided by which: the arithmetic of every outcome that is a plain ratio."""

from typing import Final, NamedTuple

from arrears.results.measures import DAYS_PER_MONTH, DAYS_PER_YEAR
from arrears.results.tally_arrears import BUCKETS, STATES
from arrears.results.tally_contact import COMPLAINT_CHANNELS, SEVERITIES
from arrears.results.tally_distress import DISTRESS_SOURCES
from arrears.results.tally_pauses import PAUSE_CAUSES, PAUSE_ROOTS

__all__ = ["OPEN_BOOK_RATIOS", "RATIOS", "Ratio"]


class Ratio(NamedTuple):
    """A quotient of sums of series; a series with a minus before its name is taken away.

    The sum below is divided by ``unit`` before it divides the sum above.
    """

    above: tuple[str, ...]
    below: tuple[str, ...]
    unit: float = 1


_MINOR_UNITS: Final = 100
_PPM: Final = 1_000_000
_LENT: Final = ("opening_balance", "disbursed")
_WAIVED: Final = ("waived_principal", "waived_interest", "waived_fees", "waived_penalty")
_BORROWERS: Final = ("borrower_days",)
_PER_1000: Final = 1000 * DAYS_PER_YEAR


_BY_WAY: Final = {
    "agency": "cash_while_placed", "garnished": "garnished", "settled": "settled",
    "sale": "sale_proceeds", "guarantor": "compensated",
}  # fmt: skip


def _rolled(origin: int) -> tuple[str, ...]:
    return tuple(f"rolled_{origin}_{state}" for state in STATES)


RATIOS: Final[dict[str, Ratio]] = {
    "collected_share": Ratio(("collected_of_due",), ("instalments_due",)),
    "loss_rate": Ratio(
        (
            "charged_off",
            "-recovered_after_charge_off",
            "sold_on_book",
            "-sale_proceeds",
            "waived_principal",
        ),
        _LENT,
    ),
    "entry_rate_d1": Ratio(("current_unpaid",), ("current_due",)),
    "ever_30_share": Ratio(("ever_30_accounts",), ("accounts",)),
    "ever_90_share": Ratio(("ever_90_accounts",), ("accounts",)),
    "charge_off_share": Ratio(("charged_off_accounts",), ("accounts",)),
    "complaints_per_1000": Ratio(("complaints",), _BORROWERS, _PER_1000),
    **{
        f"complaints_per_1000_{kind}": Ratio((f"complaints_{kind}",), _BORROWERS, _PER_1000)
        for kind in (*(each.label for each in COMPLAINT_CHANNELS), "own", "agent", "wrong_debt")
    },
    "grievances_per_1000": Ratio(("grievances",), _BORROWERS, _PER_1000),
    "violations_per_1000_borrowers": Ratio(("violations",), _BORROWERS, _PER_1000),
    **{
        f"violations_per_1000_borrowers_{each.label}": Ratio(
            (f"violations_{each.label}",), _BORROWERS, _PER_1000
        )
        for each in SEVERITIES
    },
    "distress_share": Ratio(("screen_days",), _BORROWERS),
    "distress_days_per_year": Ratio(("screen_days",), _BORROWERS, DAYS_PER_YEAR),
    "borrower_cost_rate": Ratio(("interest_received", "fees_received", "agents_paid"), _LENT),
    "other_arrears_rate": Ratio(("other_arrears",), ("other_balance",)),
    "paused_180_share": Ratio(("paused_180_accounts",), ("accounts",)),
    "pause_days_per_1000": Ratio(("pause_days",), _BORROWERS, _PER_1000),
    **{
        f"pause_days_from_{each.label}": Ratio(
            (f"pause_days_from_{each.label}",), _BORROWERS, _PER_1000
        )
        for each in PAUSE_CAUSES + PAUSE_ROOTS
    },
    "halts_per_1000": Ratio(("halts",), _BORROWERS, _PER_1000),
    "long_halts_per_1000": Ratio(("long_halts",), _BORROWERS, _PER_1000),
    **{
        f"{halts}_from_{each.label}": Ratio((f"{halts}_from_{each.label}",), (halts,))
        for halts in ("halts", "long_halts")
        for each in PAUSE_CAUSES + PAUSE_ROOTS
    },
    "unanswered_share": Ratio(("unanswered",), ("applications", "appeals", "complaints")),
    "back_30d_share": Ratio(("entry_30d_paid",), ("entry_30d_unpaid",)),
    **{
        f"distress_from_{each.label}": Ratio((f"distress_added_{each.label}",), ("distress_added",))
        for each in DISTRESS_SOURCES
    },
    "violations_per_1000_attempts": Ratio(("violations",), ("attempts",), 1000),
    "blocked_per_1000_borrowers": Ratio(("blocked",), _BORROWERS, _PER_1000),
    "penetration_share": Ratio(("queued_worked",), ("queued",)),
    "default_recovery_rate_360d": Ratio(("default_360d_cash",), ("default_360d_exposure",)),
    "cure_rate_30d": Ratio(("spells_30d_cured",), ("spells_30d",)),
    "redefault_rate_12m": Ratio(("plans_redefaulted",), ("plans_ended",)),
    **{
        f"roll_rate_{origin}_{state}": Ratio((f"rolled_{origin}_{state}",), _rolled(origin))
        for origin in range(BUCKETS)
        for state in STATES
    },
    "cost_to_collect": Ratio(("cost",), ("late_cash",)),
    "attempts_per_delinquent_month": Ratio(
        ("attempts_in_spells",), ("delinquent_days",), DAYS_PER_MONTH
    ),
    "right_party_share": Ratio(("right_parties",), ("calls_answered",)),
    "visits_per_1000": Ratio(("visits",), _BORROWERS, _PER_1000),
    "visit_met_share": Ratio(("visits_met",), ("visits",)),
    "reached_by_visit_only_share": Ratio(("met_at_home_only",), ("visited_accounts",)),
    "paid_after_announcement_first": Ratio(("announcements_first_paid",), ("announcements_first",)),
    "paid_after_announcement_later": Ratio(("announcements_later_paid",), ("announcements_later",)),
    "third_party_contacts_per_1000": Ratio(("third_party_attempts",), _BORROWERS, _PER_1000),
    "traced_share": Ratio(("traces_found",), ("traces",)),
    "warnings_per_1000": Ratio(("warnings",), _BORROWERS, _PER_1000),
    "false_alarm_share": Ratio(("false_alarms",), ("warnings",)),
    "warned_before_miss_share": Ratio(("spells_warned",), ("spells_begun",)),
    "promise_kept_share": Ratio(("promises_kept",), ("promises_kept", "promises_broken")),
    "suits_per_1000": Ratio(("suits",), _BORROWERS, _PER_1000),
    "judgments_per_1000": Ratio(("titles",), _BORROWERS, _PER_1000),
    "garnished_share": Ratio(("garnished",), ("cash_received",)),
    **{f"recovered_rate_{way}": Ratio((series,), _LENT) for way, series in _BY_WAY.items()},
    "relief_share": Ratio(("relief_accounts",), ("accounts",)),
    "relief_cost_rate": Ratio(_WAIVED, _LENT),
    "fund_spent_rate": Ratio(("granted",), _LENT),
    "grants_per_1000": Ratio(("grants",), _BORROWERS, _PER_1000),
    "grants_refused_share": Ratio(("grants_refused",), ("grants", "grants_refused")),
    "settlement_kept_share": Ratio(
        ("settlements_paid",), ("settlements_paid", "settlements_lapsed")
    ),
    "bureau_records_per_1000": Ratio(("bureau_reports",), _BORROWERS, _PER_1000),
    "credit_denied_months": Ratio(("months_denied",), _BORROWERS, _PER_1000),
    "informal_loans_per_1000": Ratio(("informal_loans",), _BORROWERS, _PER_1000),
    "agents_per_1000": Ratio(("agents_hired",), _BORROWERS, _PER_1000),
    "agent_fees_per_borrower": Ratio(("agent_fees",), ("borrowers",), 1 / _MINOR_UNITS),
    "educated_share": Ratio(("educated",), ("borrowers",)),
    "exposed_per_1000": Ratio(("exposed",), _BORROWERS, _PER_1000),
    "fines_rate": Ratio(("fined", "damages"), _LENT),
    "credit_refused_share": Ratio(("credit_refused",), ("credit_asked",)),
    "new_loan_surcharge": Ratio(("new_loan_steps",), ("new_loans",), 1 / _PPM),
    "rewards_cost_rate": Ratio(("rewarded",), _LENT),
    "team_utilisation": Ratio(("seconds_worked",), ("seconds_available",)),
    "able_but_missed_share": Ratio(("defaults_able",), ("defaults",)),
}

_UP_TO_180: Final = tuple(f"balance_bucket_{bucket}" for bucket in range(BUCKETS))

OPEN_BOOK_RATIOS: Final[dict[str, Ratio]] = {
    "delinquency_30_share": Ratio(_UP_TO_180[2:], _UP_TO_180),
    "delinquency_90_share": Ratio(_UP_TO_180[4:], _UP_TO_180),
}
