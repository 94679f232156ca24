"""The words of the codebook: better, unit, definition, numerator, denominator, caveats."""

from typing import Final, Literal

__all__ = ["DESCRIPTIVE", "HEADLINE", "Entry"]

Entry = tuple[Literal["higher", "lower", "neutral"], str, str, str, str, str]

_LENT: Final = "balance at day 0 + principal originated since"
_YEARS: Final = (
    "thousands of borrower-years from origination or day 0 to the horizon, whatever happens "
    "(days / 365,250)"
)
_ACCOUNTS: Final = "accounts on book at day 0 (not paid off, not charged off) or originated since"
_NO_WAGES: Final = "Wages belong to no segment: by segment they are left out."

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
        _LENT,
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
        f"{_LENT}, discounted",
        _NO_WAGES,
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
        _ACCOUNTS,
        "Contract dpd counts on the signed schedule: relief does not reset it.",
    ),
    "ever_90_share": (
        "lower",
        "share",
        "Accounts ever 90 or more contract dpd at the end of a day from day 0.",
        "accounts that were",
        _ACCOUNTS,
        "Contract dpd counts on the signed schedule: relief does not reset it.",
    ),
    "charge_off_share": (
        "lower",
        "share",
        "Accounts charged off from day 0.",
        "accounts charged off",
        _ACCOUNTS,
        "",
    ),
    "complaints_per_1000": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints to anybody.",
        "complaints",
        _YEARS,
        "Fewer complaints may mean a hidden channel: read beside grievances.",
    ),
    "complaints_per_1000_<channel>": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints that went to: {0}.",
        "complaints to {0}",
        _YEARS,
        "",
    ),
    "complaints_per_1000_own": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints that borrowers filed themselves, other than about a wrong debt.",
        "those complaints",
        _YEARS,
        "",
    ),
    "complaints_per_1000_agent": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints that an agent filed for a borrower.",
        "those complaints",
        _YEARS,
        "0 where the scenario has no agents.",
    ),
    "complaints_per_1000_wrong_debt": (
        "lower",
        "per 1000 borrowers and year",
        "Complaints that borrowers filed themselves about a wrong debt.",
        "those complaints",
        _YEARS,
        "",
    ),
    "grievances_per_1000": (
        "lower",
        "per 1000 borrowers and year",
        "What borrowers felt as wrong, said or not.",
        "grievances",
        _YEARS,
        "Latent: nobody can count them in life.",
    ),
    "violations_per_1000_borrowers": (
        "lower",
        "per 1000 borrowers and year",
        "Rules broken by the lender and its agencies.",
        "acts done in breach of a rule, and answers, decisions and offers that came too late",
        _YEARS,
        "0 without rules: what is not forbidden is no breach, so it cannot be compared with none.",
    ),
    "violations_per_1000_borrowers_<severity>": (
        "lower",
        "per 1000 borrowers and year",
        "Rules broken, of which the breach is: {0}.",
        "those breaches",
        _YEARS,
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
        _LENT,
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
        _ACCOUNTS,
        "Runs that began before day 0 count in full length.",
    ),
    "pause_days_per_1000": (
        "neutral",
        "days per 1000 borrowers and year",
        "Account-days on which outbound contact was paused.",
        "account-days of pause from day 0",
        _YEARS,
        "Whether a pause helps or harms is a question, not a premise.",
    ),
    "pause_days_from_<cause>": (
        "neutral",
        "days per 1000 borrowers and year",
        "The part of pause_days_per_1000 in pauses that came of: {0}.",
        "account-days of pause whose cause is {0}",
        _YEARS,
        "A day belongs to the pause that began first.",
    ),
    "pause_days_from_<root>": (
        "neutral",
        "days per 1000 borrowers and year",
        "The part of pause_days_per_1000 in spells of arrears that began as: {0}.",
        "account-days of pause whose root is {0}",
        _YEARS,
        "",
    ),
    "halts_per_1000": (
        "neutral",
        "per 1000 borrowers and year",
        "Pauses of outbound contact that began.",
        "pauses that began from day 0",
        _YEARS,
        "",
    ),
    "long_halts_per_1000": (
        "neutral",
        "per 1000 borrowers and year",
        "Pauses of outbound contact that came to last half a year.",
        "pauses whose 180th day is day 0 or later",
        _YEARS,
        "A pause ends at charge-off: silence after it counts in paused_180_share only.",
    ),
}

DESCRIPTIVE: Final[dict[str, Entry]] = {
    "recovery_rate": (
        "higher",
        "share",
        "Of amounts unpaid at the end of their due day, the share paid by the horizon.",
        "cash on those amounts, oldest first",
        "amounts unpaid at the end of a due day from day 0",
        "Conditional on a miss; late due days had less time. The recovery curve corrects for it.",
    ),
    "back_30d_share": (
        "higher",
        "share",
        "Of the amounts in entry_rate_d1's numerator, the share paid by day 30.",
        "cash on those amounts within 30 days of their due day",
        "those amounts, of due days with 30 days to the last",
        "Conditional on a miss.",
    ),
    "halts_from_<cause>": (
        "neutral",
        "share",
        "Of pauses of contact, those that came of: {0}.",
        "those pauses that began from day 0",
        "pauses that began from day 0",
        "The first cause counts. The shares of all causes add to 1.",
    ),
    "halts_from_<root>": (
        "neutral",
        "share",
        "Of pauses of contact, those in spells of arrears that began as: {0}.",
        "those pauses that began from day 0",
        "pauses that began from day 0",
        "The shares of all roots add to 1.",
    ),
    "long_halts_from_<cause>": (
        "neutral",
        "share",
        "Of pauses of 180 days and more, those that came of: {0}.",
        "those pauses whose 180th day is day 0 or later",
        "pauses whose 180th day is day 0 or later",
        "The first cause counts, also where another kept the pause going. The shares add to 1.",
    ),
    "long_halts_from_<root>": (
        "neutral",
        "share",
        "Of pauses of 180 days and more, those in spells of arrears that began as: {0}.",
        "those pauses whose 180th day is day 0 or later",
        "pauses whose 180th day is day 0 or later",
        "The shares of all roots add to 1.",
    ),
    "unanswered_share": (
        "lower",
        "share",
        "Of applications, appeals and complaints, those without an answer on the promised day.",
        "promised days from day 0 that passed without an answer",
        "applications, appeals and complaints from day 0",
        "0 where no desk promises an answer (answer_days).",
    ),
    "distress_from_<source>": (
        "neutral",
        "share",
        "Of all that was added to distress, the share booked under: {0}.",
        "millionths of a point added with source {0}",
        "millionths of a point added from day 0; relief is left out",
        "Bookkeeping, not cause: for that, switch the source off.",
    ),
    "penetration_share": (
        "higher",
        "share",
        "Worked share of the teams' lists.",
        "account-days on a list and attempted the same day",
        "account-days on a list",
        "",
    ),
    "default_recovery_rate_360d": (
        "higher",
        "share",
        "Cash within 360 days of default, as a share of the exposure.",
        "payments in the 360 days after the day of default, by account at most the exposure",
        (
            "balance (or charged-off balance not recovered) at the end of the day of default; "
            "defaults with less than 360 days to the last day are left out"
        ),
        "Conditional on default; only early defaults have a full window.",
    ),
    "cure_rate_30d": (
        "higher",
        "share",
        "Spells of arrears that end by payment within 30 days.",
        "of those, contract arrears paid in full at most 30 days after the due day",
        "spells that opened from day 0 to 30 days before the horizon",
        "Conditional on arrears.",
    ),
    "redefault_rate_12m": (
        "lower",
        "share",
        "Relief plans 30 or more dpd within 12 months of the first payment due after relief ended.",
        (
            "of those, 30 or more dpd at the end of a day in the 365 days from that due day, "
            "before the next relief"
        ),
        "reliefs that ended from day 0 with a payment due after and 365 days to go from it",
        "Judged by the second schedule where it goes on, by the signed one otherwise.",
    ),
    "delinquency_30_share": (
        "lower",
        "share",
        "Share of the book's balance that is 31-180 contract dpd, over month ends.",
        "balance 31-180 dpd, summed over month ends",
        "balance 0-180 dpd, summed over month ends",
        "Open books only.",
    ),
    "delinquency_90_share": (
        "lower",
        "share",
        "Share of the book's balance that is 91-180 contract dpd, over month ends.",
        "balance 91-180 dpd, summed over month ends",
        "balance 0-180 dpd, summed over month ends",
        "Open books only.",
    ),
    "roll_rate_<a>_<b>": (
        "neutral",
        "share",
        "Share of the balance in bucket {0} whose account is in {1} a month later.",
        "balance in bucket {0} at a month's start, of accounts that end the month in {1}",
        "balance in bucket {0} at a month's start, over all months",
        (
            "Buckets of contract dpd: 0 current, 1 = 1-30, ..., 6 = 151 or more. Sold counts as "
            "charged off."
        ),
    ),
    "cost_to_collect": (
        "lower",
        "share",
        "What it cost to collect one unit of late money.",
        "all costs of the lender from day 0",
        "cash from day 0 on amounts that were unpaid at the end of their due day",
        f"{_NO_WAGES} Much late money comes without any work.",
    ),
    "attempts_per_delinquent_month": (
        "neutral",
        "per month",
        "Attempts per month of arrears.",
        "attempts on accounts in a spell of arrears",
        "account-months in spells of arrears (days / 30.4375)",
        "",
    ),
    "right_party_share": (
        "higher",
        "share",
        "Of calls answered, those where the borrower was spoken to.",
        "conversations with the borrower",
        "calls answered",
        "",
    ),
    "visits_per_1000": (
        "neutral",
        "visits per 1000 borrowers and year",
        "Visits to borrowers' homes, whoever was met.",
        "visits since day 0",
        "1000 borrower-years, whatever happens",
        "Announcements are not visits; bluff is not counted here.",
    ),
    "visit_met_share": (
        "higher",
        "share",
        "Of visits, those at which the borrower was met.",
        "visits with the borrower at home",
        "visits",
        "Depends on whom a policy visits, and on who is at home in working hours.",
    ),
    "reached_by_visit_only_share": (
        "neutral",
        "share",
        "Of accounts visited, those whose borrower was met at home and never on the telephone.",
        "accounts with a conversation at home and none by telephone, since day 0",
        "accounts visited since day 0",
        "A conversation about another account of the same borrower does not count.",
    ),
    "paid_after_announcement_first": (
        "higher",
        "share",
        "Of first announcements of a visit, those followed by a payment within 14 days.",
        "first announcements about an account with a payment on it in the 14 days after",
        "first announcements since day 0, 14 days or more before the last day",
        "What would have been paid anyway is counted too.",
    ),
    "paid_after_announcement_later": (
        "higher",
        "share",
        "The same for the third announcement about an account and all after it.",
        "third and later announcements with a payment in the 14 days after",
        "third and later announcements since day 0, 14 days or more before the last day",
        "Who is announced a third visit is worse off than most: compare policies with this.",
    ),
    "third_party_contacts_per_1000": (
        "lower",
        "attempts per 1000 borrowers and year",
        "Attempts to reach relatives and friends, answered or not.",
        "attempts whose target is a third person",
        "1000 borrower-years, whatever happens",
        "",
    ),
    "traced_share": (
        "higher",
        "share",
        "Of traces of lost numbers, those that found one that works.",
        "traces that found a number",
        "traces that came back",
        "",
    ),
    "promise_kept_share": (
        "higher",
        "share",
        "Of promises whose day came, those kept.",
        "promises kept",
        "promises kept or broken",
        "Promises beyond the horizon are left out.",
    ),
    "suits_per_1000": (
        "neutral",
        "per 1000 borrowers and year",
        "Claims filed with courts and arbitration boards.",
        "claims filed, each procedure of a case by itself",
        _YEARS,
        "",
    ),
    "judgments_per_1000": (
        "neutral",
        "per 1000 borrowers and year",
        "Titles that can be enforced: judgments, payment orders and awards.",
        "those titles",
        _YEARS,
        "Most of them by default where few of those sued appear.",
    ),
    "garnished_share": (
        "neutral",
        "share",
        "Of the cash received, what was taken from income by order of a court.",
        "cash garnished",
        "all payments",
        "",
    ),
    "recovered_rate_<way>": (
        "neutral",
        "share",
        "What the lender received by way of: {0}.",
        "cash received from day 0 by way of: {0}",
        _LENT,
        "Agency: all that was paid while the account was placed, its fee not taken off.",
    ),
    "relief_share": (
        "neutral",
        "share",
        "Accounts that were granted relief from day 0.",
        "accounts with a relief that started",
        _ACCOUNTS,
        "",
    ),
    "relief_cost_rate": (
        "lower",
        "share",
        "What the lender forgave.",
        "principal, interest, fees and penalties waived from day 0",
        _LENT,
        "Interest that a plan does not charge is no waiver and is not in it.",
    ),
    "fund_spent_rate": (
        "neutral",
        "share",
        "What the hardship fund paid to households.",
        "grants paid from day 0",
        _LENT,
        "Who fills the fund says `paid_by`: where it is the lender, it is one of its costs too.",
    ),
    "grants_per_1000": (
        "neutral",
        "per 1000 borrowers and year",
        "Grants from the hardship fund.",
        "grants paid from day 0",
        _YEARS,
        "",
    ),
    "grants_refused_share": (
        "lower",
        "share",
        "Of grants that were due to somebody, those refused because the fund was empty.",
        "grants refused from day 0 as too little was left of the year's money",
        "grants paid and grants so refused",
        "Who expects a refusal does not ask less often here.",
    ),
    "settlement_kept_share": (
        "higher",
        "share",
        "Settlements that were paid in time.",
        "settlements paid from day 0",
        "settlements paid, and those whose days ran out",
        "Settlements that are open, or ended by charge-off or sale, are left out.",
    ),
    "bureau_records_per_1000": (
        "lower",
        "records per 1000 borrowers and year",
        "Accounts that entered the credit bureau's records as overdue.",
        "reports on record from day 0",
        _YEARS,
        "0 where the scenario has no bureau.",
    ),
    "credit_denied_months": (
        "lower",
        "months per 1000 borrowers and year",
        "Months in which a borrower could get no new credit anywhere because of a record.",
        "months from day 0, each begun one in full",
        _YEARS,
        "A record of any lender shuts out; 0 where the scenario has no bureau.",
    ),
    "review_wait_days_mean": (
        "lower",
        "days",
        "Mean wait for a decision on relief, pending cases included with their wait so far.",
        "days since application, of decisions from day 0 and of cases pending at the horizon",
        "those cases",
        "Pending cases have not waited to the end: the true mean is longer.",
    ),
    "review_wait_days_p90": (
        "lower",
        "days",
        "Days within which nine tenths of the cases lie, pending ones with their wait so far.",
        "that number of days",
        "1",
        "Pending cases have not waited to the end: the true percentile is longer.",
    ),
    "violations_per_1000_attempts": (
        "lower",
        "per 1000 attempts",
        "Rules broken, by the amount of contact.",
        "acts done in breach of a rule, and answers that came too late",
        "attempts, reminders before the due day included",
        "Late answers are no attempts: the quotient may rise because less is attempted.",
    ),
    "blocked_per_1000_borrowers": (
        "neutral",
        "per 1000 borrowers and year",
        "What the lender wanted to do and did not, because a rule forbids it.",
        "acts and charges that a rule prevented, in whole or in part",
        _YEARS,
        "An act that is put off counts again each time that it is tried and still forbidden.",
    ),
    "team_utilisation": (
        "neutral",
        "share",
        "Worked share of the time of teams and desks.",
        "seconds worked",
        "seconds available",
        "For segment all only.",
    ),
    "contrast_<outcome>_<segment>_<segment>": (
        "neutral",
        "as of the outcome",
        "Difference in {0} between two segments, the first less the second: {1}.",
        "value of {0} in the first segment - its value in the second",
        "1",
        "Only those named in compare.contrasts. Of a share it is a fraction: 0.01 is one point.",
    ),
    "able_but_missed_share": (
        "neutral",
        "share",
        "Of defaults, those whose household could have paid the first miss of the spell.",
        "of those, the budget covered what was due on the day that opened the spell",
        "accounts that reached the default dpd for the first time, from day 0",
        "Able on that day, not on every later one.",
    ),
}
