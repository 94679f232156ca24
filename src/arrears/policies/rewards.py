"""What a scenario may say about rewards, community and exposure: what others see of who pays."""

from typing import Annotated

from pydantic import Field

from arrears.part import Amount, Dpd, Factor, Part, Points, Share

__all__ = ["Community", "Exposure", "Rewards"]


class Rewards(Part):
    """Points for instalments paid on time, spent in shops at the lender's cost."""

    after_instalments: Annotated[int, Field(ge=1, le=240, strict=True)] = Field(
        default=3, description="instalments in a row that were paid on time"
    )
    value: Amount = Field(default=2000, description="worth of one reward, and its cost")
    goodwill: Factor = Field(
        default=0.3, description="log-odds of willingness towards this lender, decaying slowly"
    )


class Community(Part):
    """A community of mutual trust: what borrowers see of others who repay."""

    peers_factor: Factor = Field(
        default=1.5, description="by what it multiplies `behaviour.peers.weight`"
    )


class Exposure(Part):
    """Defaulters are named in the media; a benchmark of harm, never a proposal."""

    from_dpd: Annotated[Dpd, Field(ge=1)] = Field(
        default=60, description="reported days past due from which a borrower is named"
    )
    monthly_share: Share = Field(default=0.2, description="of those, named in a month")
    pressure: Factor = Field(default=2.0, description="log-odds of willingness by shame, decaying")
    goodwill: Points = Field(
        default=-1.0, description="log-odds of willingness towards this lender, decaying slowly"
    )
    distress_points: Points = Field(default=10.0, description="on the distress index")
    grievance_share: Share = Field(default=0.6, description="of those named, feeling wronged")
    fear: Factor = Field(
        default=0.2, description="log-odds of paying, gained by who has not been named"
    )
