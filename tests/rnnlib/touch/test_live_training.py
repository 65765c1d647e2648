"""A network learns in the page: from Python's sentences, without a kernel, and the page answers."""

import numpy as np
import pytest
from browser import page

from rnnlib import generated_sentences, measured, split, train_in_page

quiet = pytest.mark.filterwarnings("ignore::ResourceWarning")  # playwright's own pipes
HEAD = (
    "<!doctype html><html lang='en'><meta charset='utf-8'><title>training</title>"
    "<meta name='viewport' content='width=device-width'><main><h1>training</h1>"
)


@pytest.fixture(scope="module")
def parts():
    rng = np.random.default_rng(0)
    return split(generated_sentences(2400, rng, small=True), 1 / 6, rng)


def test_the_page_gets_the_sentences_as_numbers_and_the_rivals_that_were_measured(parts):
    data = train_in_page(*parts, n_z=4).data
    words, (text, label) = data["vocabulary"], parts[0][3]
    read = " ".join(words[i] for i in data["train"]["x"][3])
    assert read == text.lower().replace(".", " <eos>") and data["train"]["y"][3] == label
    assert [len(data[part]["x"]) for part in ("train", "valid")] == [2000, 400]
    assert dict(data["rivals"]) == {
        f"bag of words, {kind}": measured("trained in the page").means[f"bag, {kind}"]
        for kind in ("linear", "hidden layer")
    }
    assert data["settings"]["n_z"] == 4 and data["settings"]["rounds"] == 15
    assert train_in_page(*parts, rivals={"a coin": 0.5}).data["rivals"] == [["a coin", 0.5]]


@pytest.mark.parametrize(
    "given, says",
    [
        ({"epochs": 3}, "no setting is called epochs: there are n_z, sigma"),
        ({"sigma": "softmax"}, "'softmax', expected one of tanh, sigmoid"),
        ({"n_z": 0}, "n_z = 0, expected 1 to 64"),
        ({"rate": -1}, "rate = -1, expected a number above 0"),
        ({"clip": 0}, "clip = 0, expected a number above 0, or None"),
        ({"rounds": 0.5}, "rounds = 0.5, expected 1 to 200"),
    ],
)
def test_settings_that_make_no_sense_are_refused(parts, given, says):
    with pytest.raises(ValueError, match=says):
        train_in_page(*parts, **given)


def test_no_sentences_and_too_many_are_refused(parts):
    with pytest.raises(ValueError, match="2000 sentences to learn from and 0 held out"):
        train_in_page(parts[0], parts[1][:0])
    many = generated_sentences(8000, np.random.default_rng(0))
    with pytest.raises(ValueError, match="at most 60,000 in a page: give fewer"):
        train_in_page(many, parts[1])


# --- in a browser


@pytest.fixture(scope="module")
def file(parts, tmp_path_factory):
    path = tmp_path_factory.mktemp("training") / "page.html"
    path.write_text(HEAD + train_in_page(*parts).html(), encoding="utf-8")
    return path.as_uri()


@quiet
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("size", [pytest.param((1280, 720), marks=pytest.mark.long), (390, 844)])
def test_it_learns_before_the_readers_eyes_and_the_page_answers_meanwhile(file, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    errors = []
    with page(*size) as tab:
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(file)
        status, said = tab.get_by_role("status"), []
        assert "2,000 sentences to learn from, 400 held out" in status.inner_text()
        tab.get_by_label("rounds").select_option("60")
        tab.get_by_role("button", name="Train").press("Enter")
        status.get_by_text("of 60").wait_for()
        tab.get_by_role("button", name="Pause").click()  # it hears while it learns
        assert not status.inner_text().startswith("Round 60")
        tab.get_by_role("button", name="Go on").click()
        tab.get_by_role("button", name="Pause").click()
        tab.get_by_label("rounds").select_option("15")
        tab.get_by_label("f after each word of").fill(
            "The food is never bad but the news is boring."
        )
        said.append(tab.locator("figure p").inner_text())
        tab.get_by_role("button", name="Train").click()
        tab.get_by_text("Round 15 of 15").wait_for()
        assert "ahead of every dashed line" in status.inner_text()
        right = float(status.inner_text().split("loss")[1].split(" %")[0].split(",")[1])
        assert right > 97
        said.append(tab.locator("figure p").inner_text())
        assert said[0] != said[1] and said[1].endswith(": negative.")
        assert tab.get_by_role("button", name="Learned").is_disabled()
        assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
        found = axe.run(tab).response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    assert errors == []


@quiet
@pytest.mark.browser
def test_other_settings_begin_again_and_wild_ones_are_said(parts, tmp_path):
    path = tmp_path / "page.html"
    wild = train_in_page(*(part[:200] for part in parts), rate=1e200, clip=None, sigma="relu")
    path.write_text(HEAD + wild.html(), encoding="utf-8")
    with page() as tab:
        tab.goto(path.as_uri())
        status = tab.get_by_role("status")
        tab.get_by_label("units n_z").select_option("4")
        tab.get_by_label("seed").fill("7")
        tab.get_by_label("seed").press("Enter")
        tab.get_by_role("button", name="Train").click()
        status.get_by_text("Choose smaller steps, or clip the gradients").wait_for()
        assert "numbers grew too large" in status.inner_text()
        tab.get_by_label("step size").select_option("0.006")
        assert "Nothing is learned yet" in status.inner_text()
        field, answer = tab.get_by_label("f after each word of"), tab.locator("figure p")
        field.fill("Sushi is good")
        assert "Unknown, read as <unk>: sushi." in answer.inner_text()
        field.fill("...")
        assert answer.inner_text() == "Type at least one word."
        field.fill("good " * 30)
        assert answer.inner_text() == "31 words are too many, at most 20."


@quiet
@pytest.mark.browser
def test_without_scripts_a_sentence_says_what_would_be_here(file):
    with page() as tab:
        other = tab.context.browser.new_context(java_script_enabled=False).new_page()
        other.goto(file)
        assert "where the scripts of this page may run" in other.locator("main").inner_text()
        other.context.close()
