"""A prediction as a reader makes it: clicked or typed, by keyboard too, without a kernel."""

import pytest
from browser import page

from rnnlib import ask, tally

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]


@pytest.fixture
def body():
    """A lesson with three questions, as a site shows it: results are stored in it."""
    longer = ask("01 a longer sentence", "it is read", "an error", "the last word is lost")
    sizes = ask("01 parameters", numbers=["L = 10", "L = 50"])
    shape = ask("01 shape", shapes=["states"])
    parts = [
        "<h2>Problem 1</h2>",
        longer._repr_html_(),
        "<div class='cell_output'><p>the printed result</p></div>",
        longer.reveal(0, 1, 0)._repr_html_(),
        "<details><summary>Why</summary>The first reason.</details>",
        "<h2>Problem 2</h2>",
        sizes._repr_html_(),
        sizes.reveal(160033, 800033, factor=1.5)._repr_html_(),
        "<details><summary>Why</summary>The second reason.</details>",
        shape._repr_html_(),
        shape.reveal((3, 5))._repr_html_(),
        tally("01")._repr_html_(),
    ]
    return "".join(parts)


@pytest.fixture
def lesson(tmp_path, body):
    """Its address."""
    path = tmp_path / "lesson.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'>{body}", encoding="utf-8")
    return path.as_uri()


def test_the_result_is_covered_until_a_guess_is_made_and_then_both_stand_side_by_side(lesson):
    with page() as tab:
        tab.goto(lesson)
        results = tab.get_by_role("group", name="Guess and result")
        printed, unfolded = tab.get_by_text("the printed result"), tab.locator("details[open]")
        assert not printed.is_visible() and unfolded.count() == 0
        assert "an error" not in results.first.inner_text()
        tab.get_by_role("button", name="it is read").click()
        results.first.get_by_text("What explains the difference?").wait_for()
        assert results.first.locator("td").all_inner_texts() == ["it is read", "an error"]
        assert printed.is_visible()
        assert unfolded.all_inner_texts() == ["Why\nThe first reason."]
        assert tab.get_by_role("button", name="an error").is_disabled()  # too late for another


@pytest.mark.parametrize("between", ["<blockquote>Predict: 3?</blockquote>", "<h3>t = 1</h3>"])
def test_the_explanation_of_the_next_question_stays_folded_also_if_it_was_not_asked_yet(between):
    longer = ask("01 a longer sentence", "it is read", "an error")
    why = "<details><summary>Why</summary>The reason of the next one.</details>"
    with page() as tab:
        body = longer._repr_html_() + longer.reveal(0, 1)._repr_html_() + between + why
        tab.set_content(f"<div>{body}</div>")
        tab.get_by_role("button", name="an error").click()
        tab.get_by_text("As you guessed.").wait_for()
        assert tab.locator("details[open]").count() == 0


def test_on_a_slide_the_result_comes_by_itself_and_a_guess_stands_beside_it(body):
    with page() as tab:
        tab.set_content(f"<div class='reveal'>{body}</div>")
        result = tab.get_by_role("group", name="Guess and result").first
        assert result.locator("td").all_inner_texts() == ["an error"]
        tab.get_by_role("button", name="it is read").click()
        result.get_by_text("What explains the difference?").wait_for()
        assert result.locator("td").all_inner_texts() == ["it is read", "an error"]


def test_guesses_are_typed_by_keyboard_alone_and_keys_of_the_notebook_go_on(lesson):
    with page() as tab:
        tab.goto(lesson)
        tab.evaluate(
            """() => { window.keys = []; document.onkeydown = e =>
                 window.keys.push((e.shiftKey ? "⇧" : "") + e.key) }"""
        )
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")  # the second choice
        results = tab.get_by_role("group", name="Guess and result")
        results.first.get_by_text("As you guessed.").wait_for()
        tab.get_by_label("L = 10").focus()
        tab.keyboard.type("160,000")
        tab.keyboard.press("Tab")
        tab.keyboard.type("a lot")
        tab.keyboard.press("Enter")
        tab.get_by_text("L = 50: expected a number such as 0.5.").wait_for()
        tab.get_by_label("L = 50").fill("1e6")
        tab.keyboard.press("Enter")
        results.nth(1).get_by_text("As you guessed, near enough.").wait_for()
        assert not {"Enter", "1", "a"} & set(tab.evaluate("keys"))
        tab.evaluate("window.keys = []")
        tab.keyboard.press("Shift+Enter")
        tab.keyboard.press("Escape")
        assert tab.evaluate("keys") == ["⇧Shift", "⇧Enter", "Escape"]


@pytest.mark.parametrize(
    ("typed", "met"),
    [("(3, 5)", True), ("3x5", True), ("3 5", True), ("(5, 3)", False), ("15", False)],
)
def test_a_shape_is_understood_as_people_write_it(lesson, typed, met):
    with page() as tab:
        tab.goto(lesson)
        tab.get_by_label("states").fill(typed)
        tab.keyboard.press("Enter")
        words = "As you guessed." if met else "What explains the difference?"
        tab.get_by_role("group", name="Guess and result").nth(2).get_by_text(words).wait_for()


def test_a_guess_is_there_when_the_page_is_opened_again_and_the_tally_counts(lesson):
    with page() as tab:
        tab.goto(lesson)
        tab.get_by_role("button", name="it is read").click()
        tab.get_by_label("states").fill("(3, 5)")
        tab.keyboard.press("Enter")
        tab.get_by_role("button", name="Show the result without a guess").click()
        tab.reload()
        count = tab.get_by_role("group", name="Your guesses in this lesson")
        count.get_by_text("You made 2 of 3 guesses; 1 of 2 came out as you thought.").wait_for()
        again = count.locator("li").all_inner_texts()
        assert again == [
            "a longer sentence (in “Problem 1”): it came out otherwise",
            "parameters (in “Problem 2”): no guess",
        ]
        first = tab.get_by_role("button", name="it is read")
        assert first.get_attribute("aria-pressed") == "true"
        assert tab.get_by_label("states").input_value() == "(3, 5)"
        count.get_by_role("button", name="Forget these guesses").click()
        count.get_by_text("You made 0 of 3 guesses").wait_for()
        assert first.get_attribute("aria-pressed") == "false" and first.is_enabled()
