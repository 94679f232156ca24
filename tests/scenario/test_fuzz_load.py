"""Whatever a file says, loading gives a scenario or a ScenarioError with places."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario
from arrears.scenario.problems import Problems, Source
from arrears.scenario.scenario import Scenario
from arrears.scenario.text import parse, plain, write

FUZZ = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PLACED = re.compile(r"^\S.*?: \S")

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 400),
    st.sampled_from([10**12, -(10**30), 2**63, 10**39]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "early", "09:00", "25:00", "NO", "2025-01-01", "x" * 500, "a.b", "名"]),
    st.text(max_size=5),
)
VALUES = st.recursive(
    SCALARS,
    lambda v: (
        st.lists(v, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "use", "remove", "a", "share"]), v, max_size=2)
    ),
    max_leaves=4,
)


def answer(path: Path, **options: Any) -> Scenario | list[str]:
    """Return the scenario, or the lines of its refusal; any other error leaves this function."""
    try:
        return load_scenario(path, **options)
    except ScenarioError as error:
        return str(error).split("\n")


def is_clear(answer: Scenario | list[str]) -> bool:
    """Whether a scenario came, or a refusal every line of which names a place."""
    return isinstance(answer, Scenario) or all(PLACED.match(line) for line in answer)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return (container, key) of every value below."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    below = [
        place for key in keys if isinstance(value[key], dict | list) for place in places(value[key])
    ]
    return [(value, key) for key in keys] + below


def tree_of(path: Path) -> Any:
    node = parse(path.read_text(), Source(name="a", folder=Path()), Problems())
    assert node is not None
    return plain(node)


@pytest.fixture
def text(tiny: Path) -> str:
    return tiny.read_text()


@FUZZ
@given(st.data())
def test_any_few_values_may_be_anything(tiny: Path, text: str, data: st.DataObject) -> None:
    tiny.write_text(text)
    tree = tree_of(tiny)
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(tree)))
        action = data.draw(st.sampled_from(["drop", "replace", "duplicate", "rename"]))
        if isinstance(container, dict) and key not in container:
            continue
        if isinstance(container, list) and key >= len(container):
            continue
        if action == "drop":
            del container[key]
        elif action == "replace":
            container[key] = data.draw(VALUES)
        elif action == "rename" and isinstance(container, dict):
            container[data.draw(st.text(max_size=6))] = container.pop(key)
        elif isinstance(container, list):
            container.insert(key, container[key])
    tiny.write_text(write(tree), encoding="utf-8")
    assert is_clear(answer(tiny))


@FUZZ
@given(st.data())
def test_any_bytes_may_be_cut_or_changed(tiny: Path, text: str, data: st.DataObject) -> None:
    content = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content) - 1))
        stop = data.draw(st.integers(start, min(len(content), start + 40)))
        content[start:stop] = data.draw(
            st.binary(max_size=4)
            | st.sampled_from(
                [b"\t", b"&a ", b"*a", b"!!x ", b"? ", b"- ", b"{", b"[", b": ", b"\n"]
            )
        )
    tiny.write_bytes(bytes(content))
    assert is_clear(answer(tiny))


@FUZZ
@given(st.integers(0, 6000))
def test_a_file_may_end_anywhere(tiny: Path, text: str, length: int) -> None:
    tiny.write_text(text[:length])
    assert is_clear(answer(tiny))


@FUZZ
@given(st.binary(max_size=60))
@example(b"\xff\xfe")
@example(b"a: {<<: {b: 1}}")
@example(b"%YAML 9.9\n---\na: 1")
@example(b"? ? ? a")
def test_a_file_may_hold_anything(tiny: Path, content: bytes) -> None:
    tiny.write_bytes(content)
    assert is_clear(answer(tiny))


@FUZZ
@given(
    st.sampled_from(
        [
            "collection.stages.early",
            "collection.stages",
            "collection",
            "policies",
            "policies.no_grace",
            "policies.no_grace.portfolio.products.cash_loan",
            "portfolio.segments.gig.income",
            "behaviour",
            "behaviour.answering.contacts.sms",
            "shocks.kinds.job_loss.monthly_share",
            "portfolio.tape",
            "macro.series_path",
            "regimes",
            "compare",
            "calendar.holidays",
            "x.y.z",
        ]
    ),
    VALUES,
)
def test_any_key_may_be_set_to_anything(tiny: Path, text: str, key: str, value: Any) -> None:
    tiny.write_text(text)
    written = write([value]).removeprefix("- ") if not isinstance(value, dict | list) else None
    assert is_clear(answer(tiny, sets=[f"{key}={written or value}"]))


@FUZZ
@given(st.text(max_size=30))
def test_an_option_may_be_anything(tiny: Path, text: str, option: str) -> None:
    tiny.write_text(text)
    assert is_clear(answer(tiny, sets=[option]))
