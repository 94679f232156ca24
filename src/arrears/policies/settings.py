"""What a scenario may say about what the platform does: stages, actions, teams, desks, relief."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from arrears.part import (
    Amount,
    ClockTime,
    Days,
    Dpd,
    Factor,
    Name,
    Own,
    Part,
    Rate,
    Share,
    SourcedPart,
)  # fmt: skip
from arrears.policies.claims import Guarantee, Sale
from arrears.policies.collectors import Commission, Experience, TeamConduct
from arrears.policies.court import Legal
from arrears.policies.credit import Limits, Underwriting
from arrears.policies.desk import Desk, Halt, Hours, People, ReviewDesk, Step
from arrears.policies.education import Advisers, Education, Information
from arrears.policies.foresight import AbilityScore, Assessment, EarlyWarning
from arrears.policies.reactions import Reaction
from arrears.policies.relief import HardshipFund, Relief
from arrears.policies.rewards import Community, Exposure, Rewards
from arrears.policies.supply import Supply
from arrears.policies.visiting import FieldTeam, Tracing, VisitTerms
from arrears.policies.who import Who

__all__ = [
    "Action",
    "Agency",
    "Collection",
    "Desk",
    "Halt",
    "Prices",
    "Relief",
    "Reminder",
    "ReviewDesk",
    "Stage",
    "Step",
    "Team",
    "Who",
    "terms_of",
]  # fmt: skip


class Team(Part):
    """Collectors who make calls, in their working hours."""

    name: Name
    people: People
    hours_per_day: Hours = 7.5
    opens: ClockTime = 9 * 3600
    cost_per_hour: Amount = Field(default=0, description="for each paid hour, busy or not")
    skill_spread: Share = Field(default=0.0, description="half-width of collectors' skill around 1")
    experience: Experience | None = Field(
        default=None, description="who is new knows less; none = everybody stays and knows all"
    )
    commission: Commission | None = Field(
        default=None, description="a share of what callers bring in; none = wages only"
    )
    conduct: TeamConduct | None = Field(
        default=None, description="slips of tone, training, audits; none = everybody does as told"
    )

    @property
    def has_people(self) -> bool:
        """Whether more is said of its people than how many they are."""
        return not (self.experience is None and self.commission is None and self.conduct is None)


class Action(Part):
    """One kind of attempt, repeated while its stage lasts."""

    name: Name
    channel: Literal["push", "sms", "email", "letter", "bot_call", "call", "visit"]
    every_days: Annotated[int, Field(ge=1, le=3650, strict=True)]
    tone: Literal["gentle", "neutral", "firm", "harsh"] = "neutral"
    team: Name | None = Field(
        default=None, description="who calls or visits; none for automatic channels"
    )
    between: Annotated[tuple[ClockTime, ClockTime], Field(strict=False)] = (9 * 3600, 20 * 3600)
    priority: Annotated[int, Field(ge=1, le=100, strict=True)] = Field(
        default=1, description="1 is worked first"
    )
    holdout_share: Share = Field(
        default=0.0, description="of borrowers and spells from whom it is withheld"
    )
    who: Who = Who()
    own: Own | None = Field(
        default=None, description="an action of your own says what an attempt does"
    )
    target: Literal["borrower", "third_party"] = Field(
        default="borrower", description="third_party: somebody from the address book (通讯录)"
    )
    purpose: Literal["collect", "locate"] = Field(
        default="collect",
        description="locate: a third person is asked for the borrower's number, and nothing else",
    )
    says_consequences: bool = Field(
        default=False,
        description="tells what follows if nothing is paid: presses more, and strains more",
    )
    dials_per_day: Annotated[int, Field(ge=1, le=200, strict=True)] = Field(
        default=1, description="times that a number is dialled on a day; many are an abuse (爆呼)"
    )
    abandoned_share: Share = Field(
        default=0.0, description="of answered calls, those with nobody on the line"
    )
    visit: VisitTerms | None = Field(
        default=None, description="for channel visit: how it is announced, prepared and made"
    )

    @model_validator(mode="after")
    def _is_possible(self) -> "Action":
        if fault := _fault_of_visit(self) or _fault_of_calling(self):
            raise ValueError(fault)
        if self.channel == "call" and self.team is None:
            message = "a call needs a team; name one of collection.teams"
            raise ValueError(message)
        if self.between[0] >= self.between[1]:
            message = "between starts before it ends"
            raise ValueError(message)
        return self


def terms_of(action: Action) -> VisitTerms:
    """Return how an action's visits are made; loading has seen to it that a visit says so."""
    return action.visit or VisitTerms()


def _fault_of_visit(action: Action) -> str:
    """Return what is wrong with what an action says of visits; nothing if nothing is."""
    if (action.channel == "visit") != (action.visit is not None):
        return "channel visit and the key visit need each other: write visit: {announced_days: 3}"
    if action.visit is None:
        return ""
    is_bluff = action.visit.announced_days > 0 and action.visit.follow_through_share == 0
    if action.team is None and not is_bluff:
        return "a visit needs a team; name one of collection.field_teams"
    return ""


def _fault_of_calling(action: Action) -> str:
    """Return what is wrong with who is called, why and how often; nothing if nothing is."""
    if action.purpose == "locate" and action.target != "third_party":
        return "purpose locate asks third persons; it needs target: third_party"
    if action.target == "third_party" and action.channel not in {"sms", "bot_call", "call"}:
        return f"found channel {action.channel}; third persons are reached by sms, bot_call or call"
    is_bulk = action.dials_per_day > 1 or action.abandoned_share > 0
    if is_bulk and (action.channel not in {"bot_call", "call"} or action.target == "third_party"):
        return "dials_per_day and abandoned_share are for bot_call and call to the borrower"
    return ""


class Reminder(Part):
    """A message before the due day."""

    name: Name
    days_before: Annotated[int, Field(ge=1, le=28, strict=True)]
    channel: Literal["push", "sms", "email", "letter"]
    tone: Literal["gentle", "neutral", "firm", "harsh"] = "gentle"
    at: ClockTime = 10 * 3600
    who: Who = Who()


class Agency(Part):
    """Who works a stage for the platform, for a share of what is paid meanwhile."""

    name: Name
    fee_share: Share
    handover_days: Days = Field(default=0, description="after placement nobody calls")
    recall_after_days: Annotated[int, Field(ge=1, le=3650, strict=True)] | None = Field(
        default=None,
        description="then it is recalled, and placed with the next; none = at the stage's end",
    )
    tone: Literal["gentle", "neutral", "firm", "harsh"] | None = Field(
        default=None, description="its own, in place of the actions'"
    )
    effect_factor: Factor = Field(
        default=1.0, description="how strongly its words press, beside the lender's own"
    )
    cost_per_attempt: Amount = Field(
        default=0, description="to the agency itself, outside the lender's books"
    )


class Stage(Part):
    """From when to when, for whom, what is done and what is offered."""

    name: Name
    from_dpd: Annotated[int, Field(ge=1, le=36_500, strict=True)]
    to_dpd: Annotated[int, Field(ge=1, le=36_500, strict=True)]
    who: Who = Who()
    actions: list[Action] = Field(default_factory=list)
    offers: list[Name] = Field(
        default_factory=list, description="relief that may be offered or applied for"
    )
    agency: Agency | None = None
    placements: list[Agency] = Field(
        default_factory=list,
        description="agencies that take over one after the other, each when the one before is "
        "recalled after its days",
    )

    @property
    def agencies(self) -> list[Agency]:
        """All agencies of the stage, in the order of placement."""
        return [] if self.agency is None else [self.agency, *self.placements]

    @model_validator(mode="after")
    def _follow_each_other(self) -> "Stage":
        before = self.agencies[:-1] if self.placements else []
        if self.placements and self.agency is None:
            message = "placements follow a first agency; set agency"
            raise ValueError(message)
        if any(agency.recall_after_days is None for agency in before):
            message = "an agency that another follows is recalled; set its recall_after_days"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Stage":
        if self.to_dpd < self.from_dpd:
            found = f"to_dpd is {self.to_dpd} but from_dpd is {self.from_dpd}"
            message = f"{found}; a stage ends after it begins"
            raise ValueError(message)
        return self


class Prices(Part):
    """What one use of a channel costs."""

    push: Amount = 0
    sms: Amount = 0
    email: Amount = 0
    letter: Amount = 0
    bot_call: Amount = 0
    complaint: Amount = 0


class Collection(SourcedPart):
    """What one platform does when instalments are missed, and before."""

    use: Name | None = None
    platform: Name = "lender"
    grace_days: Days = Field(
        default=0, description="first days of a spell without fee, penalty, action or report"
    )
    accelerate_dpd: Dpd | None = Field(
        default=None, description="the whole balance falls due; none = never"
    )
    charge_off_dpd: Annotated[int, Field(ge=1, le=3650, strict=True)] = 180
    teams: list[Team] = Field(default_factory=list)
    field_teams: list[FieldTeam] = Field(
        default_factory=list, description="people who visit borrowers at home"
    )
    tracing: Tracing | None = Field(
        default=None, description="looking for numbers that were lost; none = nobody looks"
    )
    review_desk: ReviewDesk | None = None
    complaint_desk: Desk | None = None
    honours_stop_requests: bool = Field(
        default=False, description="who asks contact to stop is left alone until the spell ends"
    )
    complaint_pauses: bool = Field(
        default=False, description="an open complaint stops outbound contact"
    )
    compliance_share: Share = Field(
        default=1.0, description="of acts that a rule forbids, not done; the others break the rule"
    )
    when_forbidden: Literal["postpone", "drop"] = Field(
        default="postpone",
        description="contact that a rule forbids: made on the first lawful day, or when its turn "
        "comes again",
    )
    explains_pauses: bool = Field(
        default=False,
        description="who is left alone for a reason that the platform knows is told of it by text "
        "message, so that the silence does not wear them down",
    )
    interest_stops_after_pause_days: Days | None = Field(
        default=None,
        description="contract interest, penalty interest and late fees stop once contact has "
        "paused this long, until it resumes; none = they go on",
    )
    halts: list[Halt] = Field(
        default_factory=list, description="times in which contact stops by order"
    )
    reacts: list[Reaction] = Field(
        default_factory=list,
        description="what it changes by itself by last month's totals; see "
        "[Supervision](supervision.md)",
    )
    before_due: list[Reminder] = Field(default_factory=list)
    early_warning: EarlyWarning | None = Field(
        default=None, description="a score that says who will miss the due day; none = no score"
    )
    ability_score: AbilityScore | None = Field(
        default=None, description="a score that says who is able to pay; none = no score"
    )
    assessment: Assessment | None = Field(
        default=None, description="a statement of income and assets before an offer; none = no such"
    )
    stages: list[Stage] = Field(default_factory=list)
    relief: list[Relief] = Field(default_factory=list)
    hardship_fund: HardshipFund | None = Field(
        default=None, description="what grants are paid from; none = there is no money for them"
    )
    legal: Legal | None = Field(default=None, description="steps at law beside the stages")
    guarantee: Guarantee | None = Field(
        default=None, description="a guarantor pays what is owed and takes the claim over"
    )
    sale: Sale | None = Field(default=None, description="claims are sold")
    prices: Prices = Prices()
    limits: Limits | None = Field(
        default=None, description="limits of revolving accounts; none = nothing more can be drawn"
    )
    underwriting: Underwriting | None = Field(
        default=None, description="who is lent to; none = everybody who applies"
    )
    supply: Supply | None = Field(
        default=None,
        description="cut-off and price of new loans follow the lender's return; none = they stay",
    )
    education: Education | None = Field(default=None, description="webinars and guides")
    information: Information | None = Field(
        default=None, description="transparent information about rights and duties"
    )
    advisers: Advisers | None = Field(
        default=None, description="borrowers are sent to professionals who help"
    )
    rewards: Rewards | None = Field(default=None, description="points for paying on time")
    community: Community | None = Field(
        default=None, description="a community of mutual trust; needs `behaviour.peers`"
    )
    exposure: Exposure | None = Field(
        default=None, description="defaulters are named in the media; a benchmark of harm"
    )
    announced_leniency_share: Share | None = Field(
        default=None,
        description="what is announced: the share of late borrowers who get a cheaper offer; needs "
        "`behaviour.leniency`; none = nothing is announced",
    )


class Measures(SourcedPart):
    """How outcomes are measured."""

    default_dpd: Annotated[int, Field(ge=1, le=3650, strict=True)] = 90
    discount_rate: Rate = 0.0
    terminal_prices: list[Annotated[tuple[Dpd, Share], Field(strict=False)]] = Field(
        default=[(0, 1.0), (30, 0.9), (90, 0.5), (180, 0.126), (36500, 0.018)],
        description="worth of a unit of balance at the horizon up to and including a contract dpd",
    )
