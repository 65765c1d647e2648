"""How much room a learner's first start takes: what README says is what the packages take."""

import importlib.metadata
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
BLOCK = 4096  # bytes: what the smallest file takes on a disk


def needed():
    """All packages that requirements.txt brings, with those that they need themselves."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.partition("#")[0].strip() for line in lines]
    todo, found = [Requirement(line) for line in wanted if line and line[0] != "-"], {}
    while todo:
        asked = todo.pop()
        key = re.sub(r"[-_.]+", "-", asked.name).lower(), frozenset(asked.extras)
        if key in found:
            continue
        found[key] = importlib.metadata.distribution(asked.name)
        for line in found[key].requires or ():
            other, extras = Requirement(line), asked.extras or {""}
            if not other.marker or any(other.marker.evaluate({"extra": e}) for e in extras):
                todo.append(other)
    return {distribution.name: distribution for distribution in found.values()}.values()


@cache
def megabytes():
    """What their files take on a disk: what was installed, and what Python compiled of it."""
    room = Counter()
    for distribution in needed():
        for file in distribution.files or ():
            path = Path(distribution.locate_file(file))
            if path.is_file():
                blocks = -(-path.stat().st_size // BLOCK)
                room["compiled" if path.suffix == ".pyc" else "installed"] += blocks * BLOCK / 1e6
    return room


@pytest.mark.slow
def test_the_readme_says_how_much_room_a_first_start_takes():
    """Some installers (uv) compile nothing, others (pip) everything: the room is between both."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    least, most = map(int, re.search(r"(\d+) to\s+(\d+) MB", text).groups())
    room = megabytes()
    assert 0.85 < room["installed"] / least < 1.15, room
    if room["compiled"] > 50:  # where this environment was made by pip
        assert 0.85 < room.total() / most < 1.15, room


@pytest.mark.slow
def test_the_message_of_a_full_disk_asks_for_enough():
    from tools.launch.trouble import DISK

    assert "about 1 GB" in DISK  # with what is downloaded first
    assert megabytes().total() < 800
