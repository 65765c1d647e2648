"""What the pages say a learner waits for is what was measured."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RESULTS = (ROOT / "benchmarks" / "results" / "course.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["docs/teaching.md"])
def test_the_disk_that_a_first_start_takes_was_measured(page):
    measured = float(re.search(r"on the disk \| (\d+) MB", RESULTS)[1])
    text = (ROOT / page).read_text(encoding="utf-8")
    (said,) = re.findall(r"about\s(\d+) MB", text)
    assert float(said) == pytest.approx(measured, rel=0.1)
