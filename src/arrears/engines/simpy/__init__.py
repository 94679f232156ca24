"""The SimPy engine, written to be read: start with ``borrower``, then ``platform``."""

from arrears.engines.simpy.simulate import simulate
from arrears.engines.simpy.simulated import Simulated

__all__ = ["Simulated", "simulate"]
