"""Nothing is written that the catalogue lacks, and nothing stands in it that nobody writes."""

import ast
import re
from functools import cache
from itertools import chain
from pathlib import Path

import arrears
from arrears.plots.labels import better_text, in_words
from arrears.plots.registry import FIGURES
from arrears.regulation.shipped import all_rules, regime_names
from arrears.results.codebook import CODEBOOK, FAMILIES
from arrears.scenario.shape import settings_schema
from arrears.words import Words, catalogue

ROOT = Path(arrears.__file__).parent
CHINESE = Words("zh")


@cache
def _literals(path):
    """Return the texts of a module, but for those that document it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    ]


def _modules():
    return sorted(ROOT.rglob("*.py"))


def _template_texts():
    for path in ROOT.rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r'\bt\("((?:[^"\\]|\\.)*)"', text)


def _said():
    """Return the place and text of every ``words("...")`` in the code."""
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            texts = [node.args[0]]
            if isinstance(texts[0], ast.IfExp):
                texts = [texts[0].body, texts[0].orelse]
            for text in texts:
                if name in ("words", "_words", "say") and isinstance(text, ast.Constant):
                    yield f"{path.name}:{node.lineno}", text.value


def test_every_text_that_code_and_template_say_is_in_the_catalogue():
    known = catalogue("zh")
    assert [place for place in _said() if place[1] not in known] == []
    assert [text for text in _template_texts() if text not in known] == []


def test_every_figure_has_its_words():
    known = catalogue("zh")
    for kind in FIGURES.values():
        assert kind.question in known
        assert kind.definition in known
        assert CHINESE.name(kind.name) != kind.name, f"the contents have no name for {kind.name}"


def test_every_outcome_has_its_words():
    """A missing one would warn, and warnings are errors here."""
    for name in CODEBOOK:
        assert re.search(r"[\u4e00-\u9fff]", in_words(name, words=CHINESE))
        better_text(name, words=CHINESE)


def test_nothing_stands_in_the_catalogue_that_nobody_writes():
    written = {text for path in _modules() for _, text in _literals(path)}
    written |= {text.replace("_", " ") for text in written}
    written |= set(_template_texts())
    codebook = chain(CODEBOOK.values(), FAMILIES.values())
    for outcome in codebook:
        written |= {outcome.definition, outcome.numerator, outcome.denominator, outcome.caveats}
        written |= {outcome.unit, outcome.name.replace("_", " "), f"{outcome.better} is better"}
    for path in (ROOT.parents[1] / "scenarios").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        written |= set(re.findall(r"(?m)^ *(?:title|question|notes): (.*)$", text))
        written |= {name.replace("_", " ") for name in re.findall(r"name: (\w+)", text)}
    parts = settings_schema()["$defs"].values()
    written |= {key.replace("_", " ") for part in parts for key in part.get("properties", {})}
    written |= {all_rules(name).title for name in regime_names()}
    written |= {text for kind in FIGURES.values() for text in (kind.question, kind.definition)}
    enumerations = (ROOT / "terms.py").read_text(encoding="utf-8")
    written |= {
        name.lower().replace("_", " ")
        for name in re.findall(r"(?m)^    (\w+) = \d+$", enumerations)
    }
    assert sorted(set(catalogue("zh")) - written) == []
