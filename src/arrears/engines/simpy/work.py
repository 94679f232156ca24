"""What the platform knows and does about one account in arrears."""

__all__ = ["NEVER", "NO_WORK", "Work"]

NEVER = -(10**9)


class Work:
    """The platform's file on one account: stage, attempts, promises, open cases, pauses."""

    __slots__ = (
        "asked_to_stop", "assessed_on", "assessed_share", "attempted_on", "broken_promises",
        "complaints_open", "handed_over_until", "is_stayed", "pause_days", "paused_on", "placed_on",
        "placement", "promised_until", "review_open", "right_party_on", "showed_plan_on", "stage",
        "stage_since", "token", "tried_on", "withheld",
    )  # fmt: skip

    def __init__(self) -> None:
        self.stage = -1  # place in the policy's list; -1: in none
        self.stage_since = NEVER
        self.placement, self.placed_on = 0, NEVER  # which agency of the stage, and since when
        self.token = 0  # changes whenever entries on the lists become out of date
        self.tried_on: dict[str, int] = {}  # last attempt by each action
        self.attempted_on = self.right_party_on = NEVER
        self.withheld: dict[str, bool] = {}  # this spell's answer to each action's holdout
        self.promised_until = self.handed_over_until = NEVER
        self.showed_plan_on = NEVER
        self.assessed_on = NEVER
        self.assessed_share: float | None = None  # of the instalment that can be borne
        self.broken_promises = 0
        self.asked_to_stop = False
        self.review_open = False
        self.is_stayed = False  # a court decides on the borrower's insolvency
        self.complaints_open = 0
        self.paused_on, self.pause_days = NEVER, 0

    def days_paused(self, day: int) -> int:
        """Return the days without outbound contact until a day, an open pause included."""
        return self.pause_days + (day - self.paused_on if self.paused_on != NEVER else 0)


NO_WORK = Work()  # stands for the file of every account that never missed; never written to
