"""What a scenario may say about how borrowers behave; every number here is read by the engine."""

from typing import Annotated, Literal

from pydantic import Field

from arrears.behaviour.agents import Agents
from arrears.behaviour.festival import Festival
from arrears.behaviour.informal import InformalLoans
from arrears.behaviour.peers import LearnedLeniency, Peers
from arrears.behaviour.stock_taking import BudgetTalk, StockTaking
from arrears.behaviour.visiting import Dialling, ThirdParties, Visiting
from arrears.part import Count, Days, Factor, Name, Own, Part, Points, Positive, Share, SourcedPart
from arrears.terms import Channel, Tone

__all__ = [
    "Answering",
    "Attention",
    "Contact",
    "Distress",
    "Grievances",
    "Household",
    "RollRate",
    "ToneEffect",
    "Willingness",
]


class Attention(Part):
    """Who forgets, what reminds, and who remembers on their own."""

    reminder_factor: Share = Field(description="forgetting is multiplied by this after a reminder")
    habit_factor: Share = Field(
        description="share by which a perfect payment habit cuts forgetting"
    )
    remember_daily_share: Annotated[float, Field(gt=0, le=1)] = Field(
        description="chance per day of remembering a forgotten instalment without any contact"
    )


class Willingness(Part):
    """The threshold on net benefit, in log-odds: who exceeds the month's draw pays."""

    burden_weight: Factor = Field(
        description="log-odds lost when the amount owed takes all liquid money"
    )
    consequence_per_30_days: Factor = Field(description="fear of consequences gained per 30 dpd")
    consequence_cap_days: Days = Field(description="dpd beyond which fear grows no more")
    leniency_per_30_days: Factor = Field(
        description="hope for a cheaper offer, per 30 dpd, if relief is on offer"
    )
    habit_weight: Factor = Field(description="log-odds between no habit and a perfect one")
    habit_gain_share: Share = Field(
        description="share of the gap to a perfect habit closed by a payment"
    )
    habit_loss_share: Share = Field(description="share of the habit lost by a miss")
    goodwill_half_life_days: Annotated[int, Field(ge=1, le=3650)]
    pressure_half_life_days: Annotated[int, Field(ge=1, le=3650)]
    pressure_limit: Positive = Field(
        description="log-odds that pressure approaches but never passes"
    )
    reactance_half_life_days: Annotated[int, Field(ge=1, le=3650)]
    late_trace: Factor = Field(
        description="log-odds lost for good at each miss when nobody was spoken to for 28 days"
    )
    relief_goodwill: Factor = Field(description="goodwill gained by relief")
    refusal_goodwill: Factor = Field(
        description="goodwill lost by a refused application or a broken promise"
    )
    early_payoff_monthly_share: Share = Field(
        description="chance per instalment that a borrower with ample cash pays off early"
    )


class Budget(Part):
    """How the household's cash moves."""

    reserve_days: Days = Field(
        description="days of essentials that are kept back before debts are paid by hand"
    )
    reserve_cut_share: Share = Field(
        description="share of the reserve given up under full pressure"
    )
    leak_half_life_days: Annotated[int, Field(ge=1, le=3650)] = Field(
        description="half-life of money that a wholly disorganised household does not set aside"
    )
    least_part_share: Share = Field(
        description="of an instalment; less than this is not worth a part payment"
    )
    retrain_monthly_share: Share = Field(
        description="chance per month out of work of an earlier end by retraining"
    )


class Contact(Part):
    """What one attempt by a channel does."""

    channel: Literal["push", "sms", "email", "letter", "bot_call", "call", "visit"]
    answer_share: Share = Field(
        description="chance that a message is read, a call answered or somebody at home"
    )
    right_party_share: Share = Field(
        default=1.0, description="of answered calls and doors, those where the borrower speaks"
    )
    effect: Factor = Field(description="pressure and goodwill of this channel, 1 = a human call")
    seconds_unanswered: Count = Field(
        default=0, description="a collector's time for an attempt that fails"
    )
    seconds_spoken: Count = Field(default=0, description="mean time of a conversation")


class ToneEffect(Part):
    """What one spoken contact of a tone does, scaled by the channel's effect."""

    tone: Literal["gentle", "neutral", "firm", "harsh"]
    pressure: Factor = Field(description="log-odds of willingness, decaying")
    goodwill: Points = Field(
        description="log-odds of willingness towards this lender, decaying slowly"
    )
    reactance: Factor = Field(description="log-odds lost, decaying; grows with load and distress")
    distress_points: Points = Field(description="points on the distress index")
    disclosure_share: Share = Field(description="chance that a borrower in hardship tells of it")
    promise_above_budget: Factor = Field(
        description="share by which promises exceed what the budget will bear"
    )


class Answering(Part):
    """Reach: load, avoidance and numbers that die."""

    contacts: list[Contact]
    tones: list[ToneEffect]
    load_half_life_days: Annotated[int, Field(ge=1, le=3650)] = Field(
        description="of the memory of recent contact"
    )
    load_comfortable: Positive = Field(
        description="recent contacts beyond which harm grows with the square"
    )
    avoid_share_per_load: Share = Field(
        description="chance per unit of excess load that a contact starts avoidance"
    )
    avoid_days: Annotated[int, Field(ge=1, le=3650)] = Field(description="mean length of avoidance")
    avoid_factor: Share = Field(description="calls answered while avoiding, as a share of before")
    number_death_monthly_share: Share = Field(
        description="of telephone numbers, while not in arrears"
    )
    number_death_arrears_factor: Factor = Field(description="times that while in arrears")
    number_death_per_unwanted: Share = Field(description="hazard added by an unwanted call")
    stop_share_per_load: Share = Field(
        description="chance per unit of excess load of asking contact to stop"
    )
    inbound_monthly_share: Share = Field(
        default=0.0,
        description="chance on each payday that who is behind rings up, which restores reach",
    )
    consequence_pressure: Factor = Field(
        default=0.3, description="added to the pressure of what says_consequences, in log-odds"
    )
    consequence_points: Points = Field(
        default=0.5, description="added to its points on the distress index"
    )
    promise_share: Share = Field(
        description="of the willing who are short of money now, those who promise"
    )
    promise_days: Days = Field(description="longest time until a promised day")
    promise_memory_share: Share = Field(
        description="of promises, those remembered without help by an average person"
    )


class Application(Part):
    """Who applies for relief."""

    awareness_share: Share = Field(
        description="of borrowers in hardship who know that they may apply"
    )
    opportunist_share: Share = Field(description="of able borrowers below full honesty who try")
    accept_share: Share = Field(
        description="of offers of relief to borrowers in hardship, accepted"
    )
    concealed_share: Share = Field(
        description="of applications by people who could pay that hide it well"
    )
    document_round_share: Share = Field(
        description="of applications sent back once more for documents"
    )
    adviser_share: Share = Field(
        default=0.3,
        description="of those who would apply, who reach an adviser that can begin breathing space",
    )


class Distress(Part):
    """The latent index in [0, 100] and who screens positive."""

    baseline_points: Points
    spread_points: Positive = Field(description="scale of the logistic threshold across persons")
    healthy_share: Share = Field(description="of employed without arrears who screen positive")
    half_life_days: Annotated[int, Field(ge=1, le=3650)] = Field(description="of what events add")
    arrears_first_points: Points = Field(description="baseline while one account is in arrears")
    arrears_more_points: Points = Field(description="baseline for each further account in arrears")
    service_points: Points = Field(description="baseline when debt service takes all income")
    vulnerability_factor: Factor = Field(
        description="additions are multiplied by 1 + this x vulnerability"
    )
    miss_points: Points
    written_factor: Share = Field(
        description="a read message's points as a share of a conversation's"
    )
    decent_talk_points: Points = Field(
        description="relief by a gentle conversation in which hardship is told"
    )
    relief_granted_points: Points
    refusal_points: Points
    account_closed_points: Points
    waiting_weekly_points: Points = Field(description="added for every 7 days an application waits")
    silence_weekly_points: Points = Field(
        description="added for every 7 days of a pause without a word"
    )
    charge_off_points: Points


class Grievances(Part):
    """What is felt as wrong, and how much of it is said."""

    wrong_debt_share: Share = Field(
        description="of borrowers billed for something they do not owe or not so"
    )
    wrong_debt_grievance_share: Share = Field(
        description="of contacts about a wrong debt that hurt"
    )
    frequency_share_per_load: Share = Field(description="chance per squared unit of excess load")
    tone_share_firm: Share
    tone_share_harsh: Share
    refusal_share: Share
    silence_weekly_share: Share
    complaint_share: Share = Field(description="of grievances that become a complaint")
    repeat_factor: Factor = Field(
        description="complaints are multiplied by 1 + this x earlier grievances"
    )
    public_share: Share = Field(description="of complaints, to public sites")
    regulator_share: Share = Field(description="of complaints, to the regulator")


class Household(SourcedPart):
    """The default behaviour: a household budget, attention, willingness, what contact does."""

    kind: Literal["household"] = "household"
    own: Own | None = Field(
        default=None, description="a rule of your own says who is willing to pay"
    )
    attention: Attention
    willingness: Willingness
    budget: Budget
    answering: Answering
    application: Application
    distress: Distress
    grievances: Grievances
    visits: Visiting | None = Field(
        default=None, description="how announcements and visits are borne; needed where there are"
    )
    third_parties: ThirdParties | None = Field(
        default=None, description="what contact with relatives and friends does; the same"
    )
    dialling: Dialling | None = Field(
        default=None, description="what a number dialled over and over does; the same"
    )
    festival: Festival | None = Field(
        default=None, description="the lunar new year in the budget; none = a time like others"
    )
    informal: InformalLoans | None = Field(
        default=None, description="loans by informal lenders (民间借贷); none = nobody takes one"
    )
    agents: Agents | None = Field(
        default=None, description="paid agents (代理维权); none = there are none"
    )
    peers: Peers | None = Field(
        default=None, description="how others who repay are followed; none = not at all"
    )
    leniency: LearnedLeniency | None = Field(
        default=None, description="the cheaper offer that is waited for; none = nothing is learned"
    )
    stock_taking: StockTaking | None = Field(
        default=None, description="households that put their budget in order; none = they do not"
    )
    budget_talk: BudgetTalk | None = Field(
        default=None, description="calls as reminders to budget; none = they only press"
    )


class RollRateBucket(Part):
    """One bucket of the chain and where its accounts are a month later."""

    name: Name
    share: Share = Field(default=0.0, description="of accounts that start here")
    paid: Share = Field(default=0.0, description="pay off the whole balance")
    bad: Share = Field(default=0.0, description="are charged off")
    to: dict[str, Share] = Field(
        default_factory=dict, description="move to another bucket, or stay"
    )


class RollRate(SourcedPart):
    """Accounts move between buckets once a month by given chances; to verify, and for research."""

    kind: Literal["roll_rate"]
    buckets: list[RollRateBucket] = Field(min_length=1)


SPOKEN = tuple(item for item in Channel if item.is_spoken)
TONES = tuple(item for item in Tone if item)
