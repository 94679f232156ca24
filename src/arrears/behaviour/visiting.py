"""What a scenario may say about how visits, calls to third persons and machines are borne."""

from typing import Annotated

from pydantic import Field

from arrears.part import Factor, Part, Points, Share

__all__ = ["Dialling", "ThirdParties", "Visiting"]

_HalfLife = Annotated[int, Field(ge=1, le=3650)]


class Visiting(Part):
    """What the announcement of a visit does, what a bluff costs, and how visits are borne."""

    announcement_pressure: Factor = Field(
        description="log-odds of willingness by an announcement that is believed, decaying"
    )
    announcement_distress_points: Points = Field(
        description="panic at an announcement that is believed"
    )
    announcement_grievance_share: Share = Field(
        description="of announcements that are believed, those that are resented"
    )
    bluff_lost_share: Share = Field(
        description="of belief, lost when a visit that was announced does not come"
    )
    credibility_half_life_days: _HalfLife = Field(
        description="in which half of the belief lost is won back"
    )
    consent_share: Share = Field(description="of borrowers asked, who agree to be visited")
    conflict_share: Share = Field(description="of proper visits, those that end in a quarrel")
    conflict_distress_points: Points = Field(description="added by a quarrel")
    grievance_share: Share = Field(description="of proper visits, those that are resented")
    threat_pressure: Factor = Field(description="log-odds added by an improper visit, decaying")
    threat_distress_points: Points = Field(description="added by an improper visit")
    threat_grievance_share: Share = Field(description="of improper visits, those that are resented")
    threat_conflict_factor: Factor = Field(description="quarrels at improper visits, times proper")


class ThirdParties(Part):
    """Relatives and friends whose numbers are known, and what contact with them does."""

    known_persons_mean: Factor = Field(description="third persons known per borrower, on average")
    refuse_share: Share = Field(description="of third persons spoken to, who ask to be left alone")
    tell_share: Share = Field(description="of third persons spoken to, who tell the borrower")
    pressure: Factor = Field(description="log-odds of willingness by shame at the first telling")
    repetition_factor: Share = Field(
        description="by which the pressure of each further telling is multiplied"
    )
    goodwill: Points = Field(description="log-odds towards this lender at each telling")
    distress_points: Points = Field(description="at each telling")
    grievance_share: Share = Field(description="of tellings, those that are resented")
    locate_share: Share = Field(description="of third persons asked for it, who give a new number")
    locate_factor: Share = Field(
        description="harm of a question for the number alone, as a share of a telling's"
    )


class Dialling(Part):
    """What a number that is dialled over and over does to the one whose number it is."""

    ring_load: Share = Field(
        description="load of a call that is not answered, as a share of one that is"
    )
    abandoned_load: Share = Field(
        description="load of an answered call with nobody on the line, as a share of a talk's"
    )
    abandoned_grievance_share: Share = Field(description="of such calls, those that are resented")
