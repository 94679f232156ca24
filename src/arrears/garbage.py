"""Python's search for garbage, put off while nothing could be thrown away."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from searching for garbage while what is made refers to each other and stays.

    The search visits every object again and again: it costs a fifth of the time of a large
    simulation, and much of a report's drawing. It is on again afterwards if it was on before.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
