"""The words everything shares: phases of the day, events of the log, decisions, reasons.

Codes are private to a run: tables and files always show the lower-case names. Members may be
added at the end of an enumeration; none is ever renumbered within a version.
"""

from enum import IntEnum

__all__ = [
    "Cause",
    "Channel",
    "Entity",
    "Event",
    "MissReason",
    "Phase",
    "Status",
    "Target",
    "Tone",
]


class Phase(IntEnum):
    """The phases of a day, in the order in which they run."""

    MACRO = 0
    SHOCK = 1
    INCOME = 2
    DUE = 3
    BORROWER = 4
    DESK = 5
    CONTACT = 6
    STAGE = 7
    CLOSE = 8


class Entity(IntEnum):
    """What a keyed draw is about; part of the key, so that numbers never collide."""

    WORLD = 0
    BORROWER = 1
    ACCOUNT = 2
    COLLECTOR = 3
    RESAMPLE = 4


class Event(IntEnum):
    """Rows of the event log; the meaning of each is in ``docs/event_log.md``."""

    ORIGINATED = 0
    SHOCK_START = 1
    SHOCK_END = 2
    DUE = 3
    PLAN_DUE = 4
    INTEREST = 5
    FEE = 6
    LATE_FEE = 7
    PAID = 8
    PART_PAID = 9
    PREPAID = 10
    RECOVERED = 11
    MISSED = 12
    ESSENTIALS_CUT = 13
    CURED = 14
    REAGED = 15
    ACCELERATED = 16
    STAGE_ENTERED = 17
    STAGE_LEFT = 18
    HOLDOUT = 19
    QUEUED = 20
    ATTEMPT = 21
    READ = 22
    CONTACT = 23
    RIGHT_PARTY = 24
    PROMISE = 25
    PROMISE_KEPT = 26
    PROMISE_BROKEN = 27
    REFUSED = 28
    DISCLOSED = 29
    STOP_REQUEST = 30
    OFFERED = 31
    APPLICATION = 32
    DOCUMENT_ROUND = 33
    DECISION = 34
    RELIEF_START = 35
    RELIEF_END = 36
    PAUSE_START = 37
    PAUSE_END = 38
    GRIEVANCE = 39
    COMPLAINT = 40
    COMPLAINT_ANSWERED = 41
    PLACED = 42
    RECALLED = 43
    WAIVED = 44
    CHARGED_OFF = 45
    COST = 46
    DISTRESS = 47
    SCREEN_START = 48
    SCREEN_END = 49
    AVOIDING = 50
    UNREACHABLE = 51
    REACHED = 52
    SHIFT = 53
    CLOSED = 54
    REFUSED_CREDIT = 55
    CREDIT_DENIED = 56
    LIMIT_FROZEN = 57
    LIMIT_RESTORED = 58
    DRAWN = 59
    INFORMAL_LOAN = 60
    INFORMAL_PAID = 61
    SETTLED = 62
    GARNISHED = 63
    COMPENSATED = 64
    SOLD = 65
    NOTICE = 66
    MORATORIUM_START = 67
    MORATORIUM_END = 68
    BLOCKED = 69
    VIOLATION = 70
    VISIT_ANNOUNCED = 71
    VISIT = 72
    LETTER = 73
    MEDIATION = 74
    SUIT_FILED = 75
    JUDGMENT = 76
    INSOLVENCY = 77
    BUREAU_REPORT = 78
    BUREAU_CLEARED = 79
    FINED = 80
    ORDER_START = 81
    ORDER_END = 82
    GRANT = 83
    AGENT_HIRED = 84
    AGENT_PAID = 85
    APPEAL = 86
    HANDED_OVER = 87
    WARNED = 88
    TRACED = 89
    EDUCATED = 90
    REWARDED = 91
    UNANSWERED = 92
    CLAIM_PAID = 93
    OUTLAY = 94
    GRANT_REFUSED = 95
    EXPOSED = 96
    ASSESSED = 97
    STAFF_LEFT = 98
    AUDITED = 99
    CALLED_IN = 100
    FESTIVAL = 101
    INSPECTED = 102
    DAMAGES = 103
    REACTION_START = 104
    REACTION_END = 105
    SUPPLY_SET = 106
    PRICED = 107

    @property
    def label(self) -> str:
        """The name shown in tables."""
        return self.name.lower()


class MissReason(IntEnum):
    """Why an instalment was not paid in full on its due day (model, section 4)."""

    NONE = 0
    UNABLE = 1
    FORGOT = 2
    UNWILLING = 3
    DISPUTED = 4
    AGREED = 5


class Channel(IntEnum):
    """By what a borrower is addressed."""

    NONE = 0
    PUSH = 1
    SMS = 2
    EMAIL = 3
    LETTER = 4
    BOT_CALL = 5
    CALL = 6
    VISIT = 7

    @property
    def is_spoken(self) -> bool:
        """Whether somebody or something speaks, rather than writes."""
        return self >= Channel.BOT_CALL


class Tone(IntEnum):
    """How a borrower is addressed, from the mildest to the harshest."""

    NONE = 0
    GENTLE = 1
    NEUTRAL = 2
    FIRM = 3
    HARSH = 4


class Target(IntEnum):
    """Who is addressed."""

    NONE = 0
    BORROWER = 1
    THIRD_PARTY = 2


class Status(IntEnum):
    """How an account stands at the horizon."""

    CURRENT = 0
    ARREARS = 1
    CHARGED_OFF = 2
    CLOSED = 3
    SOLD = 4
    SETTLED = 5


class Cause(IntEnum):
    """Everything the columns ``cause`` and ``root`` may say, beside names from the scenario."""

    NONE = 0
    # why an instalment was missed (MissReason, same codes)
    UNABLE = 1
    FORGOT = 2
    UNWILLING = 3
    DISPUTED = 4
    AGREED = 5
    # where distress comes from
    SHOCK = 6
    ARREARS = 7
    COLLECTION = 8
    LIMBO = 9
    LEGAL = 10
    # what stopped outbound contact
    REVIEW = 11
    COMPLAINT = 12
    PLAN = 13
    CAPACITY = 14
    HANDOVER = 15
    OUT_OF_REACH = 16
    DROPPED = 17
    LENIENCY = 18
    # why the spell of arrears began
    PROCESS = 19
    STRATEGIC = 20
    RULE = 21
    MACRO = 22
    SHORTFALL = 23
    # what money was
    PRINCIPAL = 24
    INTEREST = 25
    FEES = 26
    PENALTY = 27
    PREPAID = 28
    CHARGED_OFF = 29
    AUTO_DEBIT = 30
    OWN_HAND = 31
    CATCH_UP = 32
    PROMISE = 33
    ON_CONTACT = 34
    # what a cost was for
    WAGES = 35
    MESSAGE = 36
    AGENCY_FEE = 37
    COMPLAINT_COST = 38
    # decisions, ends and answers
    APPROVED = 39
    REFUSED = 40
    COMPLETED = 41
    BROKEN = 42
    PAID = 43
    HORIZON = 44
    WORKED = 45
    WRONG_PERSON = 46
    ACCEPTED = 47
    DECLINED = 48
    # what a grievance is about
    WRONG_DEBT = 49
    FREQUENCY = 50
    TONE = 51
    REFUSAL = 52
    SILENCE = 53
    # honesty of an application
    HONEST = 54
    CONCEALED = 55
    # channels of complaint
    PLATFORM = 56
    PUBLIC_SITE = 57
    REGULATOR = 58
    WITHDRAWN = 59
    STOP_REQUESTED = 60
    # how severe it is that a rule was broken
    SEVERE = 61
    ORDINARY = 62
    LATE = 63
    # visits, third persons, machines that dial, and traces
    VISIT = 64
    NOBODY_HOME = 65
    HARDSHIP = 66
    ABLE = 67
    CONFLICT = 68
    THREAT = 69
    THIRD_PARTY = 70
    ABANDONED = 71
    TRACING = 72
    FOUND = 73
    FAILED = 74
    # what else stops outbound contact
    MORATORIUM = 75
    SANCTION = 76
    FORBIDDEN = 77
    # what comes of a case between departments, and what decided it
    LOST = 78
    MACHINE = 79
    # why credit is refused, and how a record ends
    SCORE = 80
    DEBTS_ELSEWHERE = 81
    BUREAU_RECORD = 82
    EXPIRED = 83
    REPAIRED = 84
    # claims that leave the lender, who holds them then, and what others spend
    SOLD = 85
    BUYER = 86
    GUARANTOR = 87
    AGENCY = 88
    GUARANTEE_FEE = 89
    # courts
    COURT_FEE = 90
    LEGAL_COST = 91
    LAWYER = 92
    PAYMENT_ORDER = 93
    OBJECTION = 94
    DEFAULT_JUDGMENT = 95
    HEARD = 96
    AWARD = 97
    DISMISSED = 98
    ENDED_UNPAID = 99
    TAKEN_UP = 100
    OPENED = 101
    DISCHARGED = 102
    GARNISHED = 103
    # what else may become of relief, who grants it unasked, and who pays for it
    SETTLED = 104
    LAPSED = 105
    AUTOMATIC = 106
    MANDATED = 107
    FUND_EMPTY = 108
    STATE = 109
    GRANT = 110
    RELIEF_CASE = 111
    # agents, advisers, and what others see or are taught
    AGENT = 112
    TEMPLATE = 113
    ADVISER = 114
    EDUCATION = 115
    REWARD = 116
    EXPOSURE = 117
    # early warning
    TRUE_ALARM = 118
    FALSE_ALARM = 119
    SCORING = 120
    # collectors
    HIRING = 121
    COMMISSION = 122
    AUDIT = 123
    PROPER = 124
    IMPROPER = 125
    # what a lender re-sets for new loans
    PRICE = 126
    CUT_OFF = 127

    @property
    def label(self) -> str:
        """The name shown in tables; empty for NONE."""
        return "" if self is Cause.NONE else self.name.lower()
