"""What is divided by what: every outcome as a fraction of facts counted from the events.

Written from the definitions of the outcomes; nothing is divided yet.
"""

import math
from collections import Counter

from life_facts import ENDS

CAUSES = ["review", "complaint", "plan", "capacity"]
CAUSES += ["handover", "out_of_reach", "dropped", "leniency", "stop_requested"]
CAUSES += ["moratorium", "sanction", "forbidden"]
ROOTS = ["process", "strategic", "rule", "macro", "shock", "shortfall"]
SOURCES = ["shock", "arrears", "collection", "limbo", "legal"]

Fractions = dict[str, tuple[float, float]]


def fractions(fact: Counter[str], waits: list[int], measures: dict) -> Fractions:
    """Return numerator and denominator of every outcome."""
    found = of_money(fact) | of_arrears(fact) | of_contact(fact) | of_relief(fact, waits)
    found |= of_people(fact) | of_families(fact) | of_reasons(fact)
    return found | of_months(fact, is_open=measures["open_book"])


def thousand_years(fact: Counter[str]) -> float:
    """Return thousands of years that people were on book."""
    return fact["person-days"] / (1000 * 365.25)


def of_money(fact: Counter[str]) -> Fractions:
    """Return what is collected, lost and spent, by what was lent or due."""
    base = fact["base"]
    lost = fact["charged_off"] - fact["recovered late"] + fact["lost by sale"]
    lost += fact["waived principal"]
    return {
        "collected_share": (fact["collected"], fact["due"]),
        "loss_rate": (lost, base),
        "net_cash_rate": (fact["discounted cash"], fact["discounted base"]),
        "borrower_cost_rate": (fact["borrower_cost"], base),
        "recovery_rate": (fact["late paid"], fact["late"]),
        "default_recovery_rate_360d": (fact["default cash"], fact["default exposure"]),
        "cost_to_collect": (fact["cost"], fact["late cash"]),
        "garnished_share": (fact["garnished"], fact["cash"]),
        "recovered_rate_agency": (fact["cash while placed"], base),
        "recovered_rate_garnished": (fact["garnished"], base),
        "recovered_rate_settled": (fact["settled"], base),
        "recovered_rate_sale": (fact["sold seconds"], base),
        "recovered_rate_guarantor": (fact["compensated"], base),
    }


def of_arrears(fact: Counter[str]) -> Fractions:
    """Return what becomes of accounts: late, cured, defaulted, left alone."""
    years_1000 = thousand_years(fact)
    return {
        "entry_rate_d1": (fact["current unpaid"], fact["current due"]),
        "ever_30_share": (fact["ever 30"], fact["accounts"]),
        "ever_90_share": (fact["ever 90"], fact["accounts"]),
        "charge_off_share": (fact["lost accounts"], fact["accounts"]),
        "paused_180_share": (fact["silent"], fact["accounts"]),
        "pause_days_per_1000": (fact["pause"], years_1000),
        "back_30d_share": (fact["back"], fact["entered"]),
        "cure_rate_30d": (fact["quick cures"], fact["spells"]),
        "redefault_rate_12m": (fact["failed plans"], fact["ended plans"]),
        "able_but_missed_share": (fact["able defaults"], fact["defaults"]),
    }


def of_contact(fact: Counter[str]) -> Fractions:
    """Return what those who collect do, and what is said against it."""
    years_1000 = thousand_years(fact)
    return {
        "complaints_per_1000": (fact["complaints"], years_1000),
        "grievances_per_1000": (fact["grievances"], years_1000),
        "violations_per_1000_borrowers": (fact["violation rows"], years_1000),
        "violations_per_1000_attempts": (fact["violation rows"], fact["attempt rows"] / 1000),
        "blocked_per_1000_borrowers": (fact["blocked rows"], years_1000),
        "distress_share": (fact["screen days"], fact["person-days"]),
        "distress_days_per_year": (fact["screen days"], fact["person-days"] / 365.25),
        "penetration_share": (fact["queued worked rows"], fact["queued rows"]),
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
        "team_utilisation": (fact["shift"], fact["shift seconds"]),
    }


def of_relief(fact: Counter[str], waits: list[int]) -> Fractions:
    """Return what is granted, and how long an answer takes."""
    base = fact["base"]
    years_1000 = thousand_years(fact)
    waived = sum(fact[f"waived {kind}"] for kind in ("principal", "interest", "fees", "penalty"))
    return {
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
        "review_wait_days_mean": (sum(waits), len(waits)),
        "review_wait_days_p90": (
            (sorted(waits)[math.ceil(len(waits) * 9 / 10) - 1], 1) if waits else (0, 0)
        ),
    }


def of_people(fact: Counter[str]) -> Fractions:
    """Return what people do elsewhere, what they learn, and on which terms they are lent to."""
    base = fact["base"]
    years_1000 = thousand_years(fact)
    fees = fact["agent_paid agent"] + fact["agent_paid adviser"]
    return {
        "informal_loans_per_1000": (fact["informal_loan rows"], years_1000),
        "agents_per_1000": (fact["agent_hired rows"], years_1000),
        "agent_fees_per_borrower": (fees, fact["borrowers"] * 100),
        "educated_share": (fact["educated rows"], fact["borrowers"]),
        "exposed_per_1000": (fact["exposed rows"], years_1000),
        "fines_rate": (fact["penalised"], base),
        "credit_refused_share": (fact["not granted"], fact["asked for"]),
        "new_loan_surcharge": (fact["dearer"], fact["new loans"] * 1_000_000),
        "rewards_cost_rate": (fact["rewarded"], base),
        "bureau_records_per_1000": (fact["bureau_reports"], years_1000),
        "credit_denied_months": (fact["credit_denieds"], years_1000),
    }


def of_families(fact: Counter[str]) -> Fractions:
    """Return complaints, answers, breaches and distress, by kind."""
    years_1000 = thousand_years(fact)
    found: Fractions = {}
    for kind in ("platform", "public_site", "regulator", "own", "agent", "wrong_debt"):
        found[f"complaints_per_1000_{kind}"] = (fact[f"complaints {kind}"], years_1000)
    asked = fact["application rows"] + fact["appeal rows"] + fact["complaints"]
    found["unanswered_share"] = (fact["unanswered rows"], asked)
    for how in ("severe", "ordinary", "late"):
        name = f"violations_per_1000_borrowers_{how}"
        found[name] = (fact[f"violation {how} root rows"], years_1000)
    for source in SOURCES:
        found[f"distress_from_{source}"] = (fact[f"distress up {source}"], fact["distress up"])
    return found


def of_reasons(fact: Counter[str]) -> Fractions:
    """Return pauses and halts, by cause and root."""
    years_1000 = thousand_years(fact)
    found: Fractions = {}
    for why in (*CAUSES, *ROOTS):
        found[f"pause_days_from_{why}"] = (fact[f"pause {why}"], years_1000)
    for halts in ("halts", "long_halts"):
        found[f"{halts}_per_1000"] = (fact[halts], years_1000)
        for why in (*CAUSES, *ROOTS):
            found[f"{halts}_from_{why}"] = (fact[f"{halts} {why}"], fact[halts])
    return found


def of_months(fact: Counter[str], *, is_open: bool) -> Fractions:
    """Return how accounts stand from one month's end to the next."""
    found: Fractions = {}
    for origin in ENDS[:7]:
        for state in ENDS:
            moved = fact[f"from {origin} to {state}"]
            found[f"roll_rate_{origin}_{state}"] = (moved, fact[f"from {origin}"])
    if is_open:
        for least in (31, 91):
            name = f"delinquency_{least - 1}_share"
            found[name] = (fact[f"balance {least}-180"], fact["balance 0-180"])
    return found
