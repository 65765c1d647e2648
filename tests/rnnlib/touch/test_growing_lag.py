"""In the page a network learns to keep a sign over a short lag, and fails over a long one."""

from dataclasses import replace

import pytest
from browser import page

from rnnlib import measured, one_unit, train_in_page, train_over_lags
from rnnlib.data.sentences import Sentences

HEAD = (
    "<!doctype html><html lang='en'><meta charset='utf-8'><title>lag</title>"
    "<meta name='viewport' content='width=device-width'><main><h1>lag</h1>"
)


def test_the_lines_beside_it_are_those_that_were_measured():
    data, means = train_over_lags("identity V", seed=3).data, measured("a growing lag").means
    for who, shares in data["stored"].items():
        assert shares == [means[f"{who}, lag {lag}"] for lag in data["lags"]]
    assert list(data["stored"]) == ["random V", "orthogonal V", "identity V", "dense net"]
    assert data["settings"] == {"kind": "identity V", "sigma": "tanh", "seed": 3}


def test_another_v_and_another_seed_are_refused():
    with pytest.raises(ValueError, match="'small V', expected one of random V, orthogonal V"):
        train_over_lags("small V")
    with pytest.raises(ValueError, match="seed = -1, expected 0 to 9999"):
        train_over_lags(seed=-1)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # playwright's own pipes
def test_it_learns_until_it_fails_and_can_be_stopped(tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    whole = train_over_lags("identity V").data
    short = whole | {"lags": [2, 50], "steps": 160, "rate": 0.01}
    short["stored"] = {who: [shares[0], shares[-1]] for who, shares in whole["stored"].items()}
    path, errors = tmp_path / "page.html", []
    path.write_text(HEAD + replace(train_over_lags(), data=short).html(), encoding="utf-8")
    with page(390, 844) as tab:
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(path.as_uri())
        status, marks = tab.get_by_role("status"), tab.locator(".mark")
        tab.get_by_label("activation σ").select_option("sigmoid")  # its slope is at most 1/4
        tab.get_by_role("button", name="Train").press("Enter")
        status.get_by_text("at a lag of 50 it fails").wait_for()
        assert "identity V, sigmoid, seed 0" in status.inner_text()
        assert "It kept the sign over 2 steps." in status.inner_text() and marks.count() == 2
        tab.get_by_label("V at the start").select_option("orthogonal V")
        tab.get_by_role("button", name="Train").click()
        tab.get_by_role("button", name="Stop").click()
        assert marks.count() == 2, "a run that was stopped leaves nothing"
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        found = axe.run(tab).response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
        tab.get_by_role("button", name="Clear").click()
        assert marks.count() == 0
    assert errors == []


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # playwright's own pipes
def test_pieces_on_one_page_leave_each_other_their_colours(tmp_path):
    few = Sentences(("It is good.", "It is bad."), [1, 0])
    path = tmp_path / "page.html"
    pieces = (train_in_page(few, few), train_over_lags(), one_unit())
    path.write_text(HEAD + "".join(piece.html() for piece in pieces), encoding="utf-8")
    with page() as tab:
        tab.goto(path.as_uri())
        lines = tab.locator(".rnn-chart path:is(.rival, .own, .one, .two, .web, .axis)")
        strokes = lines.evaluate_all("all => all.map((line) => getComputedStyle(line).stroke)")
        assert len(strokes) > 15 and "none" not in strokes
