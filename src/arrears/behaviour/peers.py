"""What a scenario may say about what borrowers learn from each other and from announcements."""

from pydantic import Field

from arrears.part import Factor, Part, Share

__all__ = ["LearnedLeniency", "Peers"]


class Peers(Part):
    """Those who repay make others repay: last month's share of the whole book counts."""

    weight: Factor = Field(
        default=2.0, description="log-odds of paying between a book where nobody pays and all do"
    )
    usual_share: Share = Field(
        default=0.9,
        description="of borrowers with nothing in arrears, at which peers neither help nor harm",
    )


class LearnedLeniency(Part):
    """The cheaper offer that a borrower expects, learned from treatment that is seen."""

    weight: Factor = Field(
        default=1.0, description="log-odds of paying, lost by who is sure of a cheaper offer"
    )
    start_share: Share = Field(default=0.1, description="expected before anything is seen")
    own_share: Share = Field(
        default=0.5,
        description="of the gap to certainty, closed by relief that one was granted, and of "
        "the expectation, lost by a refusal",
    )
    peers_share: Share = Field(
        default=0.1,
        description="of the gap to the share of late borrowers granted relief last month, "
        "closed in a month",
    )
    announced_share: Share = Field(
        default=0.2, description="of the gap to what lenders announce, closed in a month"
    )
