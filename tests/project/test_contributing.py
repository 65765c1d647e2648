"""CONTRIBUTING shows the rooms that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def rooms(folder):
    return {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}


def test_every_room_of_the_library_is_in_the_table_once():
    table = PAGE.partition("| room in `rnnlib/`")[2].partition("\n\n")[0]
    shown = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert sorted(shown) == sorted(rooms("rnnlib"))


def test_the_reading_order_names_every_file_on_the_ground_floor():
    shown = re.findall(r"`(\w+)\.py`", PAGE.partition("in this order:")[2].partition(".\n")[0])
    there = {path.stem for path in (ROOT / "rnnlib").glob("*.py")} - {"__init__"}
    assert sorted(shown) == sorted(there)


def test_every_room_of_the_tools_is_shown():
    line = next(line for line in PAGE.splitlines() if line.startswith("| `tools/`"))
    assert set(re.findall(r"`(\w+)`", line)) == rooms("tools")


@pytest.mark.parametrize("folder", re.findall(r"`([.\w]+)/`", PAGE.partition("| elsewhere")[2]))
def test_every_other_folder_that_is_shown_exists(folder):
    assert (ROOT / folder).is_dir() or (ROOT / "tests" / folder).is_dir()
