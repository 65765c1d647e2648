"""The plans of docs/: their minutes add up, and they name slides and exercises that exist."""

import re

import pytest
from built_site import ROOT

DOCS = ROOT / "docs"
LECTURE = ROOT / "course" / "lecture.py"


def rows(name):
    """The rows of the first table of a plan: minutes, from, what, ..."""
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("| minutes"))
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("name", ["lecture-plan.md", "tutorial-plan.md"])
def test_the_minutes_of_a_plan_add_up_to_90(name):
    at = 0.0
    for minutes, since, *_ in rows(name):
        assert int(since) == int(at), f"{name}: the row at {since} begins at {at}"
        at += float(minutes)
    assert at == 90
    assert "Together 90 minutes" in (DOCS / name).read_text(encoding="utf-8")


def test_every_row_of_the_lecture_asks_something_and_knows_wrong_answers():
    for minutes, _, slide, ask, wrong in rows("lecture-plan.md"):
        assert ask and (wrong != "–" or "Break" in ask or slide == "Recurrent neural networks")
        assert float(minutes) > 0


@pytest.mark.skipif(not LECTURE.exists(), reason="this edition has no lecture deck")
def test_the_lecture_plan_has_the_slides_of_the_deck_in_their_order_and_time_enough():
    text = LECTURE.read_text(encoding="utf-8")
    deck = re.findall(r'slide_type": "slide"\} minutes=([\d.]+)\n# #+ (.+)', text)
    planned = [(row[2], float(row[0])) for row in rows("lecture-plan.md") if row[2] != "–"]
    assert [title for title, _ in planned] == [title for _, title in deck]
    for (title, minutes), (least, _) in zip(planned, deck, strict=True):
        assert minutes >= float(least), title


def test_every_exercise_that_is_there_has_advice_for_the_tutor():
    text = (DOCS / "tutorial-plan.md").read_text(encoding="utf-8")
    for path in (ROOT / "exercises").glob("*.ipynb"):
        assert path.stem[:3] in text, path.stem
