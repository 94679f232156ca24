"""Which engine a run uses; the only place that knows all of them."""

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from arrears.errors import ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from arrears.log import Log
    from arrears.portfolio.tape import Loans
    from arrears.regulation.regime import Regime
    from arrears.scenario.schema import Settings

__all__ = ["ENGINES", "Engine", "Simulate", "Simulated", "choose"]

ENGINES = {"simpy": "arrears.engines.simpy"}
_PLANNED = ("fast",)


class Simulated(Protocol):
    """What an engine hands back for one replication of one arm."""

    @property
    def log(self) -> "Log":
        """The event log, closed."""

    @property
    def accounts(self) -> "pd.DataFrame":
        """One row per account."""


class Simulate(Protocol):
    """The one function that an engine's package offers."""

    def __call__(
        self,
        base: "Settings",
        policy: "Settings",
        *,
        replication: int,
        seed: int,
        loans: "Loans | None",
        rules: "Regime | None" = None,
    ) -> Simulated:
        """Simulate one replication of a policy under rules; ``base`` is without changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine by name; its module is imported only by the process that simulates."""

    name: str
    module: str

    @property
    def preload(self) -> tuple[str, ...]:
        """The modules that a worker needs, whatever it simulates."""
        return ("arrears.runs.arms", self.module)

    @property
    def simulate(self) -> Simulate:
        """The function that simulates, imported now."""
        return cast(Simulate, importlib.import_module(self.module).simulate)


def choose(engine: str) -> Engine:
    """Return the engine that is meant by a name as users write it; ``auto`` is simpy for now.

    Raises
    ------
    ScenarioError
        If there is no such engine, or not yet.
    """
    name = "simpy" if engine == "auto" else engine
    if name in _PLANNED and name not in ENGINES:
        raise ScenarioError(f"engine {name} does not exist yet; use --engine simpy")
    if name not in ENGINES:
        known = ", ".join(("auto", *ENGINES))
        raise ScenarioError(f"--engine: there is no engine {engine!r}; choose one of {known}")
    return Engine(name=name, module=ENGINES[name])
