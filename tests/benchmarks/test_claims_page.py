"""The reviewer's page lists the claims of the lessons as they are now, each with its reason."""

import re

import pytest

from benchmarks import claims_page
from benchmarks.claims import claims

pytest.importorskip("sklearn")
LESSONS = claims_page.lessons()
SAYS_CANNOT = re.compile(r"[^.?!|]*\b(?:cannot|could never|can never)\b[^.?!|]*")


def text_of(lesson):
    """The text of a lesson in one line, as it is read."""
    cells = re.split(r"^# %%", LESSONS[lesson].read_text("utf-8"), flags=re.M)
    texts = [cell.partition("\n")[2] for cell in cells if cell.startswith(" [markdown]")]
    return re.sub(r"\s+", " ", re.sub(r"^# ?", "", "\n".join(texts), flags=re.M))


def test_the_page_is_the_one_that_follows_from_lessons_and_register():
    page = claims_page.PAGE.read_text(encoding="utf-8")
    assert page == claims_page.page(), "run: python -m benchmarks.claims_page"


def test_every_measured_claim_stands_on_the_page_with_rivals_seeds_and_date():
    page = claims_page.page()
    for name, claim in claims().items():
        row = next(line for line in page.splitlines() if line.startswith(f"| **{name}**"))
        assert claim.lesson in LESSONS and re.search(r"\| \d+ \| .+ \| 20\d\d-\d\d-\d\d", row)


@pytest.mark.parametrize("lesson", LESSONS)
def test_who_says_cannot_says_why(lesson):
    phrases = [entry.phrase for entry in claims_page.cannots() if entry.lesson == lesson]
    for sentence in SAYS_CANNOT.findall(text_of(lesson)):
        assert any(phrase in sentence for phrase in phrases), (
            f"lesson {lesson} says “{sentence.strip()}”: say in benchmarks/cannot.toml why it may"
        )


@pytest.mark.parametrize("entry", claims_page.cannots(), ids=lambda entry: entry.phrase[:40])
def test_what_the_list_explains_is_still_said(entry):
    assert entry.kind in claims_page.KINDS and len(entry.why) > 15
    assert entry.phrase in text_of(entry.lesson)


def test_every_question_of_a_lesson_is_on_the_page():
    page = claims_page.page()
    for lesson, path in LESSONS.items():
        names = claims_page.predictions(path)
        assert names and all(name in page for name in names), lesson
