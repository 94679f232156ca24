"""The shape of a scenario after everything is resolved: one record per arm, frozen."""

from typing import Annotated, Literal

from pydantic import Field

from arrears.behaviour.settings import Household, RollRate
from arrears.part import IsoDate, Name, Part
from arrears.policies.credit import Bureau
from arrears.policies.settings import Collection, Measures
from arrears.policies.supervision import Supervision
from arrears.portfolio.settings import Macro, Portfolio, Shocks
from arrears.regulation.regime import OwnRegime
from arrears.scenario.lender import Lender
from arrears.scenario.switches import Counterfactual, Switch

__all__ = ["Calendar", "Compare", "Contrast", "IsoDate", "Settings"]


class Calendar(Part):
    """Working days."""

    weekend: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = Field(
        default=["sat", "sun"]
    )
    holidays: list[IsoDate] = Field(default_factory=list, description="days nobody works")
    spring_festival: bool = Field(
        default=False,
        description="teams and desks rest over the lunar new year (春节), 2020 to 2030",
    )


class Contrast(Part):
    """An outcome of one segment, less the same outcome of another."""

    outcome: str = Field(description="which; see [outcomes](outcomes.md)")
    segment: Name = Field(description="a segment of the portfolio")
    against: Name = Field(description="the segment whose value is taken away")

    @property
    def outcome_name(self) -> str:
        """The name of this difference among the outcomes."""
        return f"contrast_{self.outcome}_{self.segment}_{self.against}"


class LadderOfPolicies(Part):
    """Policies in the order of one lever: the report says where along them an outcome is best."""

    outcome: str = Field(description="one of `outcomes`; see [outcomes](outcomes.md)")
    policies: list[Name] = Field(min_length=3, description="from little to much of the lever")


class Compare(Part):
    """What the report compares."""

    baseline: str = "status_quo"
    baseline_regime: Name | None = Field(
        default=None, description="one of `regimes`; none = the first of them"
    )
    outcomes: list[str] = Field(
        default=["loss_rate", "net_cash_rate", "complaints_per_1000", "distress_share"],
        min_length=1,
    )
    contrasts: list[Contrast] = Field(
        default_factory=list,
        description=(
            "differences between segments, each an outcome of its own named "
            "`contrast_OUTCOME_SEGMENT_AGAINST`"
        ),
    )
    ladders: list[LadderOfPolicies] = Field(
        default_factory=list,
        description="policies in order: is an outcome best at an end, or inside?",
    )


class Settings(Part):
    """Everything one arm of a run needs: the scenario with one policy's changes applied."""

    schema_version: Literal[1]
    scenario: Name
    title: str = ""
    question: str = ""
    notes: str = ""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "CNY"
    calendar: Calendar = Calendar()
    start: IsoDate = "2025-01-01"
    horizon_months: Annotated[int, Field(ge=1, le=240, strict=True)] = 12
    burn_in_months: Annotated[int, Field(ge=0, le=120, strict=True)] = 0
    seed: Annotated[int, Field(ge=0, le=2**63 - 1, strict=True)] = 1
    replications: Annotated[int, Field(ge=1, le=100_000, strict=True)] = 10
    pods: Annotated[int, Field(ge=1, le=10_000, strict=True)] = 1
    extensions: list[Annotated[str, Field(min_length=1, max_length=1000)]] = Field(
        default_factory=list,
        description="Python files or modules of your own that add outcomes, figures and more",
    )
    portfolio: Portfolio
    behaviour: Annotated[Household | RollRate, Field(discriminator="kind")]
    shocks: Shocks = Shocks()
    macro: Macro = Macro()
    collection: Collection = Collection()
    platforms: list[Lender] = Field(
        default_factory=list,
        max_length=5,
        description="further platforms to which households owe; see [Several lenders](lenders.md)",
    )
    bureau: Bureau | None = Field(
        default=None, description="the credit bureau; none = nobody is reported"
    )
    supervision: Supervision | None = Field(
        default=None,
        description="the supervisor; none = nobody inspects, see [Supervision](supervision.md)",
    )
    regimes: list[Name | OwnRegime] = Field(
        default=["none"],
        description="sets of rules under each of which every policy runs; see "
        "[Regulation](regulation.md)",
    )
    switched_off: list[Switch] = Field(
        default_factory=list,
        description="what this world is without, burn-in included; see "
        "[Counterfactuals](counterfactuals.md)",
    )
    counterfactuals: list[Counterfactual] = Field(
        default_factory=list,
        description="what every policy is also run without, one after the other, several at once "
        "with + between, or `supply_adjusted`; see [Counterfactuals](counterfactuals.md)",
    )
    distress_checks: bool = Field(
        default=False,
        description="every policy is also run with distress weights and half-life x 1/2 and x 2",
    )
    measures: Measures = Measures()
    compare: Compare = Compare()
