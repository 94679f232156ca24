"""The SimPy engine, written to be read: start with ``borrower``, then ``platform``."""

from arrears.engines.simpy.simulate import Simulated, simulate

__all__ = ["Simulated", "simulate"]
