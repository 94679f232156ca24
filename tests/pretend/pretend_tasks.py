"""Tasks for workers: some end their process, as a system short of memory would."""

import os
import time
from pathlib import Path

from arrears.errors import EngineError


def double(number: int) -> int:
    return 2 * number


def refuse_odd(number: int) -> int:
    if number == 1:
        raise EngineError("1 is odd")
    if number == 3:
        raise ZeroDivisionError("3 is odd")
    return number


def die_the_first_time(mark: str) -> str:
    """Die if the named file does not exist; an empty name never dies."""
    if mark and not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)
    return mark


def die(name: str) -> str:
    if name == "deadly":
        os._exit(9)
    return name


def note_process_and_wait(folder: str) -> None:
    Path(folder, str(os.getpid())).touch()
    time.sleep(60)


def note_when(path: str) -> tuple[float, float]:
    begun = time.monotonic()
    time.sleep(0.2)
    return begun, time.monotonic()
