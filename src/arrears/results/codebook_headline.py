"""The codebook's words for outcomes whose denominator is fixed before treatment."""

from typing import Final

from arrears.results.codebook_entry import ACCOUNTS, LENT, NO_WAGES, YEARS, Entry

__all__ = ["HEADLINE"]

HEADLINE: Final[dict[str, Entry]] = {
    "collected_share": (
        "higher",
        "share",
        "Of what fell due on the signed schedules, the share received by the horizon.",
        "by account the lesser of principal and interest received and of due, both from day 0",
        "principal and interest due on the signed schedules from day 0, after charge-off too",
        "",
    ),
    "loss_rate": (
        "lower",
        "share",
        "What the lender lost of what it had lent.",
        (
            "charged off - recovered after charge-off + sold from the book - price of claims sold "
            "+ principal waived, from day 0"
        ),
        LENT,
        (
            "Recoveries and sales count on the day they come, also of balances charged off before "
            "day 0. What the guarantor pays is no loss."
        ),
    ),
    "net_cash_rate": (
        "higher",
        "share",
        "The lender's discounted net cash, with the balance at the horizon at a price for its age.",
        (
            "payments, compensation and prices of claims sold - principal paid out since day 0 - "
            "all costs + terminal value, each "
            "discounted by (1 + discount_rate / 365) per day"
        ),
        f"{LENT}, discounted",
        NO_WAGES,
    ),
    "entry_rate_d1": (
        "lower",
        "share",
        "Of instalments on accounts with contract dpd 0 that morning, the share unpaid that night.",
        "amount of those instalments unpaid at the end of the due day",
        "amount of those instalments; none after charge-off, and not what a prepayment brings due",
        "",
    ),
    "ever_30_share": (
        "lower",
        "share",
        "Accounts ever 30 or more contract dpd at the end of a day from day 0.",
        "accounts that were",
        ACCOUNTS,
        "Contract dpd counts on the signed schedule: relief does not reset it.",
    ),
    "ever_90_share": (
        "lower",
        "share",
        "Accounts ever 90 or more contract dpd at the end of a day from day 0.",
        "accounts that were",
        ACCOUNTS,
        "Contract dpd counts on the signed schedule: relief does not reset it.",
    ),
    "charge_off_share": (
        "lower",
        "share",
        "Accounts charged off from day 0.",
        "accounts charged off",
        ACCOUNTS,
        "",
    ),
    "complaints_per_1000": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints to anybody.",
        "complaints",
        YEARS,
        "Fewer complaints may mean a hidden channel: read beside grievances.",
    ),
    "complaints_per_1000_<channel>": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints that went to: {0}.",
        "complaints to {0}",
        YEARS,
        "",
    ),
    "complaints_per_1000_own": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints that borrowers filed themselves, other than about a wrong debt.",
        "those complaints",
        YEARS,
        "",
    ),
    "complaints_per_1000_agent": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints that an agent filed for a borrower.",
        "those complaints",
        YEARS,
        "0 where the scenario has no agents.",
    ),
    "complaints_per_1000_wrong_debt": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints that borrowers filed themselves about a wrong debt.",
        "those complaints",
        YEARS,
        "",
    ),
    "grievances_per_1000": (
        "lower",
        "per 1000 borrowers and year",
        "What borrowers felt as wrong, said or not.",
        "grievances",
        YEARS,
        "Latent: nobody can count them in life.",
    ),
    "violations_per_1000_borrowers": (
        "lower",
        "per 1000 borrowers and year",
        "Rules broken by the lender and its agencies.",
        "acts done in breach of a rule, and answers, decisions and offers that came too late",
        YEARS,
        "0 without rules: what is not forbidden is no breach, so it cannot be compared with none.",
    ),
    "violations_per_1000_borrowers_<severity>": (
        "lower",
        "per 1000 borrowers and year",
        "Rules broken, of which the breach is: {0}.",
        "those breaches",
        YEARS,
        (
            "Severe: contact or a step that was forbidden as such (banned, harsh, after a request "
            "to stop, in breathing space); ordinary: too often, at a wrong hour, without notice, "
            "or a charge too high; late: after a deadline."
        ),
    ),
    "distress_share": (
        "lower",
        "share",
        "Share of person-days that would screen positive for distress.",
        "person-days screening positive",
        "person-days from origination or day 0 to the horizon, whatever happens",
        "Levels are anchored by assumption; compare policies.",
    ),
    "distress_days_per_year": (
        "lower",
        "days per borrower and year",
        "Days a year on which a borrower would screen positive for distress.",
        "person-days screening positive",
        "borrower-years from origination or day 0 to the horizon (days / 365.25)",
        "Levels are anchored by assumption; compare policies.",
    ),
    "borrower_cost_rate": (
        "lower",
        "share",
        "What borrowers paid beyond the principal.",
        (
            "interest and fees received, and fees paid to lawyers and agents, from day 0; of a "
            "payment net of fees, interest charged and unpaid comes before principal"
        ),
        LENT,
        "Falls also when fewer borrowers pay.",
    ),
    "other_arrears_rate": (
        "lower",
        "share",
        "Of what households owe to the other platforms at month ends, the part in arrears.",
        "due and unpaid there on the signed schedules, or charged off there and not recovered",
        "outstanding there, or charged off there and not recovered; month ends from day 0",
        (
            "Empty with one platform. Payments that a policy draws from other creditors show here: "
            "read it beside what the policy collects."
        ),
    ),
    "paused_180_share": (
        "lower",
        "share",
        (
            "Accounts left alone for half a year: 180 days in a row in arrears (or with an unpaid "
            "charged-off balance), without an attempt and without a signed plan."
        ),
        "accounts whose 180th such day in a row is day 0 or later",
        ACCOUNTS,
        "Runs that began before day 0 count in full length.",
    ),
    "pause_days_per_1000": (
        "neutral",
        "days per 1000 borrowers and year",
        "Account-days on which outbound contact was paused.",
        "account-days of pause from day 0",
        YEARS,
        "Whether a pause helps or harms is a question, not a premise.",
    ),
    "pause_days_from_<cause>": (
        "neutral",
        "days per 1000 borrowers and year",
        "The part of pause_days_per_1000 in pauses that came of: {0}.",
        "account-days of pause whose cause is {0}",
        YEARS,
        "A day belongs to the pause that began first.",
    ),
    "pause_days_from_<root>": (
        "neutral",
        "days per 1000 borrowers and year",
        "The part of pause_days_per_1000 in spells of arrears that began as: {0}.",
        "account-days of pause whose root is {0}",
        YEARS,
        "",
    ),
    "halts_per_1000": (
        "neutral",
        "per 1000 borrowers and year",
        "Pauses of outbound contact that began.",
        "pauses that began from day 0",
        YEARS,
        "",
    ),
    "long_halts_per_1000": (
        "neutral",
        "per 1000 borrowers and year",
        "Pauses of outbound contact that came to last half a year.",
        "pauses whose 180th day is day 0 or later",
        YEARS,
        "A pause ends at charge-off: silence after it counts in paused_180_share only.",
    ),
}
