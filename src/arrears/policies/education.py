"""What a scenario may say about what borrowers are taught, told and sent to for advice."""

from typing import Literal

from pydantic import Field

from arrears.part import Amount, Factor, Name, Part, Share

__all__ = ["Advisers", "Education", "Information"]


class Education(Part):
    """Webinars and guides: who attends, and what those who do learn."""

    name: Name = "webinar"
    monthly_share: Share = Field(
        default=0.03, description="of borrowers who have not attended yet, attending in a month"
    )
    who: Literal["everybody", "in_arrears"] = Field(
        default="everybody", description="to whom it is offered"
    )
    cost: Amount = Field(default=0, description="for each borrower who attends")
    forgetting_factor: Share = Field(
        default=0.7, description="forgetting is multiplied by this for who attended"
    )
    organisation_gain_share: Share = Field(
        default=0.2, description="of the gap to a wholly organised household, closed by it"
    )
    awareness_gain_share: Share = Field(
        default=0.3, description="of those who do not know that they may apply, told so by it"
    )


class Information(Part):
    """Transparent information about rights and duties."""

    reach_share: Share = Field(default=0.5, description="of borrowers who take it in")
    awareness_gain_share: Share = Field(
        default=0.5, description="of those who do not know that they may apply, told so by it"
    )
    stop_factor: Factor = Field(
        default=1.5, description="requests to stop contact are multiplied by this"
    )
    complaint_factor: Factor = Field(
        default=1.3, description="of grievances, complaints are multiplied by this"
    )


class Advisers(Part):
    """Free help by professionals, or a page that leads to services that arrange a debt freeze."""

    reach_share: Share = Field(
        default=0.2, description="of misses after which relief may be asked for, leading to one"
    )
    apply_share: Share = Field(
        default=0.8, description="of those in hardship who were advised, applying for relief"
    )
    honesty_gain_share: Share = Field(
        default=0.5, description="of the gap to full honesty, closed by advice"
    )
    relief: Name | None = Field(
        default=None,
        description="advised where it may be applied for, such as a debt freeze; none = what "
        "comes first",
    )
    fee: Amount = Field(
        default=0, description="of the household's cash; who lacks it gets no advice"
    )
