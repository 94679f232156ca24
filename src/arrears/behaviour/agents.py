"""What a scenario may say about paid agents (代理维权, 反催收) who act for borrowers in arrears."""

from typing import Annotated

from pydantic import Field

from arrears.part import Amount, Factor, Part, Share

__all__ = ["Agents"]


class Agents(Part):
    """Whom agents recruit, what they take, and what they do for it."""

    monthly_share: Share = Field(
        default=0.01,
        description="of borrowers in arrears, hiring one a month if nothing drives them",
    )
    load_weight: Factor = Field(
        default=2.0, description="added to 1, times that share, per unit of excess contact"
    )
    distress_weight: Factor = Field(
        default=2.0, description="added to 1, times that share, at the highest distress"
    )
    peers_weight: Factor = Field(
        default=3.0,
        description="added to 1, times that share, if everybody in arrears had one last month",
    )
    fee: Amount = Field(
        default=30000, description="at hiring, from the household's cash; who lacks it hires none"
    )
    fee_monthly: Amount = Field(
        default=0, description="for each further month; who cannot pay it loses the agent"
    )
    months: Annotated[int, Field(ge=1, le=120, strict=True)] = Field(
        default=6, description="after which an agent's work ends"
    )
    answers_share: Share = Field(
        default=0.7, description="of answered calls, those that the agent takes"
    )
    complaint_monthly_share: Share = Field(
        default=0.3, description="chance per month of a complaint from a template"
    )
    regulator_share: Share = Field(
        default=0.6, description="of these complaints, to the regulator; the others to the platform"
    )
    application_monthly_share: Share = Field(
        default=0.3,
        description="chance per month of a coached application for relief, if there is one",
    )
    concealed_share: Share = Field(
        default=0.7,
        description="of coached applications by people who could pay, those that hide it well",
    )
    sensitivity_factor: Factor = Field(
        default=1.1,
        description="by what coaching multiplies the chance that need is recognised",
    )
    willingness_lost: Factor = Field(
        default=0.5, description="log-odds of paying, while an agent says to wait"
    )
