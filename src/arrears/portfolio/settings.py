"""What a scenario may say about who is on book, what they signed, and what happens to them."""

from typing import Annotated, Literal

from pydantic import Field

from arrears.part import (
    Amount,
    ClockTime,
    Count,
    Days,
    Factor,
    Name,
    Own,
    Part,
    Positive,
    Rate,
    Share,
    SourcedPart,
)

__all__ = ["Macro", "Portfolio", "Product", "Segment", "Shock", "Shocks", "Tape"]


class Spread(Part):
    """A share that differs between people: mean, and half-width of a uniform spread."""

    mean: Share
    spread: Share = 0.0


class Money(Part):
    """A log-normal amount."""

    median: Amount
    sigma: Annotated[float, Field(ge=0, le=3)] = 0.0


class Segment(Part):
    """A group of borrowers: distributions of budget and traits."""

    name: Name
    share: Share
    income: Money = Field(description="per month")
    payday: Annotated[int, Field(ge=1, le=28)]
    payday_spread_days: Annotated[int, Field(ge=0, le=14)] = 0
    essentials_share: Spread = Field(description="of income")
    other_debt_share: Spread = Field(description="of income that serves debts elsewhere")
    buffer_months: Positive = Field(description="median liquid money, in months of essentials")
    buffer_sigma: Annotated[float, Field(ge=0, le=3)]
    income_noise: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.0, description="sigma of monthly income"
    )
    second_account_share: Share = Field(
        default=0.0, description="with a second account at this platform"
    )
    digital_share: Share = Field(description="reached by push and e-mail")
    auto_debit_share: Share = Field(description="with a bank account bound for debits")
    forgetfulness: Spread = Field(description="chance of forgetting an instalment, without help")
    willingness: float = Field(ge=-20, le=20, description="mean, in log-odds of paying")
    willingness_sigma: Annotated[float, Field(ge=0, le=10)] = 0.0
    organisation: Spread
    reactance: Spread
    vulnerability: Spread
    honesty: Spread
    never_payer_share: Share = Field(description="fraud or stolen identity: no action moves them")


class ProductWho(Part):
    """To whom a product is offered."""

    segments: list[Name] = Field(default_factory=list, description="empty = all")

    def fits(self, segment: str) -> bool:
        """Return whether borrowers of a segment may sign it."""
        return not self.segments or segment in self.segments


class Product(Part):
    """A contract that may be signed."""

    name: Name
    share: Share
    kind: Literal["equal_instalments", "equal_principal", "interest_free", "bullet", "revolving"]
    principal: Money
    principal_min: Amount
    principal_max: Amount
    rate: Rate = Field(description="contract interest per year")
    term_months: list[Annotated[int, Field(ge=1, le=480)]] = Field(min_length=1)
    penalty_rate: Rate = Field(description="per year on overdue principal and interest")
    late_fee: Amount = Field(description="once for each missed instalment, after grace")
    monthly_fee: Amount = Field(default=0, description="charged on each due day")
    instalment_factor: Annotated[float, Field(gt=0, le=3)] = Field(
        default=1.0, description="scales the principal, and so the instalment, of every contract"
    )
    instalment_income_share: Share = Field(
        default=1.0,
        description="underwriting: the most that is due a month on average, as a share of income",
    )
    allocation: list[Literal["fees", "penalty", "interest", "principal"]] = Field(
        default=["fees", "penalty", "interest", "principal"],
        description="order in which a payment is used",
    )
    minimum_share: Share = Field(
        default=0.1, description="revolving: of balance and interest, due each month"
    )
    minimum_amount: Amount = Field(default=0, description="revolving: the least that falls due")
    pay_down_share: Share = Field(
        default=0.0,
        description="revolving: of what is left, paid beside the minimum by whoever can spare it",
    )
    limit_factor: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = Field(
        default=1.0, description="revolving: the credit limit, as a multiple of what is drawn first"
    )
    who: ProductWho = Field(default=ProductWho(), description="to whom it is offered")


class AutoDebit(Part):
    """Debits from the bound account (代扣)."""

    debit_at: ClockTime = Field(
        default=8 * 3600, description="when a platform debits; of several the earliest comes first"
    )
    debit_days: Annotated[int, Field(ge=1, le=60)] = 1
    part_debits: bool = False


class Tape(Part):
    """A loan tape: one row per loan, and which of its columns is what."""

    path: str = Field(default="", description="file, relative to the scenario file")
    columns: dict[
        Literal[
            "principal", "rate", "term_months", "originated", "income", "dti", "grade", "instalment"
        ],
        str,
    ] = Field(default_factory=dict)
    income_period: Literal["year", "month"] = Field(
        default="year", description="what the tape's income is for"
    )
    dti_unit: Literal["percent", "fraction"] = Field(
        default="percent", description="what the tape's dti is in: 14 or 0.14"
    )
    bad_rows: Literal["refuse", "skip"] = Field(
        default="refuse", description="what to do with rows that cannot be a loan"
    )
    sample: Annotated[int, Field(ge=0)] = Field(
        default=0, description="first n good rows only; 0 = all"
    )
    grade_willingness: dict[str, Annotated[float, Field(ge=-20, le=20)]] = Field(
        default_factory=dict, description="log-odds added to willingness by grade"
    )


class Portfolio(SourcedPart):
    """Who is on book."""

    use: Name | None = Field(default=None, description="named portfolio to start from")
    book: Literal["cohort", "open", "tape"] = "cohort"
    borrowers: Annotated[int, Field(ge=1, le=5_000_000, strict=True)] = 1000
    segments: list[Segment] = Field(min_length=1)
    products: list[Product] = Field(default_factory=list)
    due_day: Annotated[int, Field(ge=1, le=28)] | Literal["spread", "after_payday"] = "spread"
    auto_debit: AutoDebit = AutoDebit()
    tape: Tape | None = None


class Shock(Part):
    """A kind of misfortune."""

    name: Name
    monthly_share: dict[str, Share] | Share = Field(
        description="hazard a month, for all or by segment"
    )
    macro_sensitivity: Factor = Field(
        default=0.0, description="exponent on the economy's hazard factor"
    )
    duration_days: Days = Field(default=0, description="mean length; 0 = over at once")
    income_factor: Share = Field(
        default=1.0, description="income while it lasts, as a share of before"
    )
    expense_share: Factor = Field(
        default=0.0, description="extra expense at onset, in months of income"
    )
    distress_points: Factor = Field(
        default=0.0, description="baseline of the distress index while it lasts"
    )
    onset_points: Factor = Field(default=0.0, description="added to the distress index at onset")
    retraining: bool = Field(default=False, description="may end early by retraining")
    own: Own | None = Field(default=None, description="a rule of your own says when it strikes")


class Shocks(SourcedPart):
    """The kinds of shock that may strike."""

    use: Name | None = None
    kinds: list[Shock] = Field(default_factory=list)


class Macro(SourcedPart):
    """The economy's path: what it does to hazards and incomes, month by month."""

    use: Name | None = None
    path: Literal["constant", "step", "regimes", "series"] = "constant"
    from_month: Annotated[int, Field(ge=-600, le=600)] = 0
    months: Count = 0
    hazard_factor: Annotated[float, Field(gt=0, le=100)] = 1.0
    income_factor: Annotated[float, Field(gt=0, le=10)] = 1.0
    enter_monthly_share: Share = Field(
        default=0.0, description="regimes: chance a month of entering the downturn"
    )
    leave_monthly_share: Share = Field(
        default=0.0, description="regimes: chance a month of leaving it"
    )
    series_path: str = Field(
        default="", description="series: CSV with month, hazard_factor, income_factor"
    )
