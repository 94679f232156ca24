"""Kill -9 at any moment, of any process: the run, completed with other jobs, has the same bytes.

Moments are keyed, so that a red run can be had again as far as the machine allows. Each kill is of
a real process of a real command.
"""

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks for processes in /proc"
)

PRETEND = Path(__file__).parents[1] / "pretend"
AS_PRETENDED = (
    f"import sys; sys.path.insert(0, {str(PRETEND)!r})\n"
    "from arrears.runs import choose; choose.ENGINES['simpy'] = 'pretend_engine'\n"
    "from arrears.cli import main; main()\n"
)
AS_IT_IS = "from arrears.cli import main; main()\n"


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """A command without ``--out`` and ``--jobs``, what it writes undisturbed, and its time.

    ``arms`` is how many parts it has.
    """

    code: str
    arguments: tuple[str, ...]
    arms: int
    expected: dict[str, bytes]
    seconds: float

    def start(self, out: Path, *more: object) -> subprocess.Popen[str]:
        return start(self.code, [*self.arguments, "--out", out, *more])


def start(code: str, arguments: list[object]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, "run", *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def everything_in(directory: Path) -> dict[str, bytes]:
    """Return the bytes of every file by name, but for the one that says how long it took.

    Somebody may commit to the checkout meanwhile, which the manifest says and vouches for.
    """
    found = {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name != "timings.json"
    }
    manifest = json.loads(found["manifest.json"])
    commit = str(manifest.pop("commit"))
    del manifest["seal"]
    if "report.html" in found:
        found["report.html"] = found["report.html"].replace(commit.encode(), b"")
        del manifest["files"]["report.html"]
    return found | {"manifest.json": json.dumps(manifest).encode()}


def undisturbed(folder: Path, code: str, arguments: tuple[str, ...], arms: int) -> Experiment:
    begun = time.monotonic()
    process = start(code, [*arguments, "--out", folder / "undisturbed", "--jobs", 2])
    _, told = process.communicate(timeout=300)
    assert process.returncode == 0, told
    return Experiment(
        code=code, arguments=arguments, arms=arms, seconds=time.monotonic() - begun,
        expected=everything_in(folder / "undisturbed"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    """Run sixteen arms of the engine of a few lines."""
    folder = tmp_path_factory.mktemp("killed")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PRETEND)
        from pretend_engine import SCENARIO
    (folder / "pretended.yaml").write_text(SCENARIO, encoding="utf-8")
    arguments = (
        str(folder / "pretended.yaml"), "--replications", "8", "--no-report",
        "--set", "collection.platform=lingers",
    )  # fmt: skip
    return undisturbed(folder, AS_PRETENDED, arguments, 16)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    """Run a shipped scenario with its report, small."""
    arguments = ("first_steps", "--borrowers", "40", "--replications", "4")
    return undisturbed(tmp_path_factory.mktemp("killed"), AS_IT_IS, arguments, 12)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    """Run a scenario in which every mechanism is at work; its events are kept."""
    everything = Path(__file__).parents[1] / "levers" / "everything.yaml"
    arguments = (str(everything), "--replications", "1", "--keep", "events", "--no-report")
    return undisturbed(tmp_path_factory.mktemp("killed"), AS_IT_IS, arguments, 6)


def share(*key: object) -> float:
    """Return a keyed number from 0 to 1."""
    return zlib.crc32(repr(key).encode()) / 2**32


def processes_of(session: int) -> dict[int, int]:
    """Return the living processes of a session, each with its parent."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[3]) == session and fields[0] not in "ZX":
            found[int(stat.parent.name)] = int(fields[1])
    return found


def workers_of(session: int) -> list[int]:
    """Return the processes that were forked by a child of the command."""
    parents = processes_of(session)
    return sorted(process for process, parent in parents.items() if parents.get(parent) == session)


def wait_until(is_so, seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def parts_in(out: Path) -> int:
    folder = out / "parts"
    return sum(not path.name.startswith(".") for path in folder.glob("*"))


def beside_notices(told: str) -> str:
    """Return what was told that is neither a notice nor a warning about the scenario."""
    said = ("note: ", "warning: ")
    return "".join(line for line in told.splitlines(keepends=True) if not line.startswith(said))


def kill_a_worker(experiment: Experiment, out: Path, moment: int) -> tuple[int | None, str]:
    """Kill a worker after some parts and a moment more.

    Returns how the run ended and what it told beside notices.
    """
    process = experiment.start(out, "--jobs", 2)
    after = int(share("parts", moment) * (experiment.arms - 2))
    wait_until(lambda: parts_in(out) >= after and workers_of(process.pid))
    time.sleep(share("then", moment) * 0.1)
    workers = workers_of(process.pid)
    if workers:
        os.kill(workers[moment % len(workers)], signal.SIGKILL)
    _, told = process.communicate(timeout=300)
    return process.returncode, beside_notices(told)


def kill_the_parent(experiment: Experiment, out: Path, moment: int) -> tuple[int | None, str, int]:
    """Kill a run at some moment, with no mercy, and complete it with other jobs.

    Returns how the second run ended, what it told beside notices, and how many of the finished
    replications were lost meanwhile.
    """
    process = experiment.start(out, "--jobs", 2)
    time.sleep(share("parent", moment) * experiment.seconds)
    process.kill()
    process.communicate()
    wait_until(lambda: not processes_of(process.pid))
    least = finished = parts_in(out)
    again = experiment.start(out, "--resume", "--jobs", (1, 3)[moment % 2])
    while again.poll() is None and parts_in(out):
        least = min(least, parts_in(out))
        time.sleep(0.005)
        if (out / "outcomes.csv").exists():
            break
    _, told = again.communicate(timeout=300)
    return again.returncode, beside_notices(told), finished - least


@pytest.mark.parametrize("moment", range(2))
def test_a_killed_worker_changes_no_byte(small: Experiment, tmp_path: Path, moment: int):
    assert kill_a_worker(small, tmp_path / "run", moment) == (0, "")
    assert everything_in(tmp_path / "run") == small.expected


@pytest.mark.parametrize("moment", range(2))
def test_a_killed_run_is_completed_to_the_same_bytes(
    small: Experiment, tmp_path: Path, moment: int
):
    assert kill_the_parent(small, tmp_path / "run", moment) == (0, "", 0)
    assert everything_in(tmp_path / "run") == small.expected


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(10))
def test_a_killed_worker_changes_no_byte_of_a_shipped_scenario(
    real: Experiment, tmp_path: Path, moment: int
):
    assert kill_a_worker(real, tmp_path / "run", moment) == (0, "")
    assert everything_in(tmp_path / "run") == real.expected


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(10))
def test_a_killed_run_of_a_shipped_scenario_is_completed_to_the_same_bytes(
    real: Experiment, tmp_path: Path, moment: int
):
    assert kill_the_parent(real, tmp_path / "run", moment) == (0, "", 0)
    assert everything_in(tmp_path / "run") == real.expected


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(2))
def test_with_every_mechanism_on_a_killed_worker_changes_no_byte(
    busy: Experiment, tmp_path: Path, moment: int
):
    assert kill_a_worker(busy, tmp_path / "run", moment) == (0, "")
    assert everything_in(tmp_path / "run") == busy.expected


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(2))
def test_with_every_mechanism_on_a_killed_run_is_completed_to_the_same_bytes(
    busy: Experiment, tmp_path: Path, moment: int
):
    assert kill_the_parent(busy, tmp_path / "run", moment) == (0, "", 0)
    assert everything_in(tmp_path / "run") == busy.expected


def test_all_workers_and_what_they_are_forked_from_may_be_killed(small: Experiment, tmp_path: Path):
    out = tmp_path / "run"
    process = small.start(out, "--jobs", 2)
    wait_until(lambda: parts_in(out) >= 3)
    workers = workers_of(process.pid)
    server = {processes_of(process.pid).get(worker) for worker in workers}
    for victim in [*server, *workers]:
        os.kill(victim, signal.SIGKILL)
    _, told = process.communicate(timeout=300)
    assert (process.returncode, told) == (0, "")
    assert everything_in(out) == small.expected


def test_an_interrupted_run_says_how_to_go_on_and_is_completed(small: Experiment, tmp_path: Path):
    """As by Ctrl-C, which reaches all processes of the terminal."""
    out = tmp_path / "run"
    process = small.start(out, "--jobs", 2)
    wait_until(lambda: parts_in(out) >= 5)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    kept = f"interrupted; finished replications are kept in {out}"
    assert told == f"{kept}: repeat the command with --resume to complete the run\n"
    assert parts_in(out) >= 5
    assert not list(out.rglob(".*"))
    wait_until(lambda: not processes_of(process.pid))
    again = small.start(out, "--jobs", 1, "--resume")
    again.communicate(timeout=300)
    assert again.returncode == 0
    assert everything_in(out) == small.expected


def test_ctrl_c_while_all_is_starting_leaves_no_trace_of_python(small: Experiment, tmp_path: Path):
    for tenths in (1, 5, 9):
        process = small.start(tmp_path / f"{tenths}", "--jobs", 2)
        wait_until(lambda process=process: len(processes_of(process.pid)) >= 3)
        time.sleep(tenths / 10)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
        assert process.returncode in (0, 130)
        assert "Traceback" not in told
