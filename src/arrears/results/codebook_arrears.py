"""The codebook's words for what becomes of arrears: recovered, cured, rolled on, felt."""

from typing import Final

from arrears.results.codebook_entry import Entry

__all__ = ["ARREARS"]

ARREARS: Final[dict[str, Entry]] = {
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
}
