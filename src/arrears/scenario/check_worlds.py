"""What no single key can get wrong about other worlds: names given twice, worlds that are equal."""

from arrears.behaviour.settings import Household
from arrears.scenario.remarks import Remarks
from arrears.scenario.schema import Settings

__all__ = ["check_worlds"]


def check_worlds(settings: Settings, remarks: Remarks) -> None:
    """Refuse a name that is given twice; warn of worlds in which nothing can be otherwise."""
    for key in ("switched_off", "counterfactuals"):
        names = list(getattr(settings, key))
        for place, name in enumerate(names):
            if name in names[:place]:
                remarks.error((key, place), f"names {name} twice; name it once")
    if isinstance(settings.behaviour, Household):
        return
    for key in ("switched_off", "counterfactuals", "distress_checks"):
        if getattr(settings, key):
            kind = settings.behaviour.kind
            remarks.warn((key,), f"changes nothing: behaviour is {kind}, and needs household")
