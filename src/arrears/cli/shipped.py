"""``arrears list``, ``show``, ``schema`` and ``new``: what comes with arrears, and a first file."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

import json
import re
from pathlib import Path

import click

from arrears.cli.output import format_option, print_rows
from arrears.errors import ScenarioError, StorageError

__all__ = ["list_command", "new_command", "schema_command", "show_command"]

STARTER = "first_steps"


@click.command("list")
@format_option
def list_command(*, format_: str) -> None:
    """List the shipped scenarios."""
    from arrears.scenario.shipped import scenario_names

    rows = [{"scenario": name, "question": _question(_text(name))} for name in scenario_names()]
    print_rows(rows, format_)


@click.command("show")
@click.argument("name")
@click.option("--resolved", is_flag=True, help="With everything that it extends and uses.")
def show_command(*, name: str, resolved: bool) -> None:
    """Print a shipped scenario's file."""
    if resolved:
        from arrears.api import load_scenario

        click.echo(load_scenario(name).text, nl=False)
    else:
        click.echo(_text(name), nl=False)


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from arrears.scenario.schema import Settings

    schema = Settings.model_json_schema()
    # What a file leaves out may come from what it extends; files have two keys more.
    schema["required"] = ["schema_version", "scenario"]
    schema["properties"] |= {
        "extends": {"type": "string", "description": "path or shipped name"},
        "policies": {
            "type": "object",
            "description": "name -> what the policy changes",
            "additionalProperties": {"type": "object"},
        },
    }
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))


@click.command("new")
@click.argument("name")
def new_command(*, name: str) -> None:
    """Write NAME.yaml here: a commented scenario to start from."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,59}", name):
        raise ScenarioError(f"{name!r} is no name; a letter, then letters, digits and _ only")
    path = Path(f"{name}.yaml")
    text = re.sub(r"(?m)^scenario:[ ]*\S+", f"scenario: {name}", _text(STARTER), count=1)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise StorageError(f"{path}: exists already; choose another name") from error
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from error
    click.echo(f"{path}: run it with: arrears run {path}")


def _text(name: str) -> str:
    """Return a shipped scenario's file."""
    from arrears.scenario.problems import nearest
    from arrears.scenario.shipped import scenario_file, scenario_names

    path = scenario_file(name)
    if path is None:
        hint = nearest(name, scenario_names())
        raise ScenarioError(f"there is no shipped scenario {name!r}{hint}")
    return path.read_text(encoding="utf-8")


def _question(text: str) -> str:
    """Return what a file asks, without loading it."""
    found = re.search(r"(?m)^question:[ ]*(?:>-?\n[ ]+)?(.+)$", text)
    return found.group(1).strip(" \"'") if found else "(asks nothing itself: others extend it)"
