"""A prediction: one kind of guess, one condition that holds, words for those without scripts."""

import numpy as np
import pytest

from rnnlib import ask, attempt, lecture_example, tally


def test_of_the_conditions_exactly_one_holds():
    longer = ask("01 a longer sentence", "it is read", "an error", "the last word is lost")
    assert str(longer.reveal(False, True, 0)) == "Computed: an error"
    for conditions in ((0, 0, 0), (1, 1, 0)):
        with pytest.raises(ValueError, match="expected exactly one"):
            longer.reveal(*conditions)
    with pytest.raises(ValueError, match="2 values for “01 a longer sentence”, expected 3"):
        longer.reveal(0, 1)


def test_numbers_and_shapes_are_said_with_their_labels():
    sizes = ask("01 parameters", numbers=["L = 10", "L = 50"])
    assert str(sizes.reveal(160033, -0.123456)) == "Computed: L = 10: 160,033 | L = 50: −0.1235"
    shapes = ask("02 shapes", shapes=["states", "last"])
    found = shapes.reveal(np.zeros((5, 3)), (3,))
    assert str(found) == "Computed: states: (5, 3) | last: (3,)"
    assert found.computed == ((5, 3), (3,))


def test_an_attempt_gives_the_result_or_the_message_and_lets_other_errors_pass():
    model, _ = lecture_example()
    (states, _), message = attempt(model.run, np.eye(5), read="last")
    assert states.shape == (5, 3) and message is None
    result, message = attempt(model.run, np.eye(4))
    assert result is None and "expected" in message
    with pytest.raises(ZeroDivisionError):
        attempt(lambda: 1 / 0)


@pytest.mark.parametrize(
    "arguments",
    [
        {"choices": ()},
        {"choices": ("only one",)},
        {"choices": ("a", "b"), "numbers": ["n"]},
        {"numbers": ["n"], "shapes": ["s"]},
    ],
)
def test_a_guess_is_of_one_kind(arguments):
    with pytest.raises(ValueError, match="two or more choices"):
        ask("01 x", *arguments.pop("choices", ()), **arguments)


@pytest.mark.parametrize("name", ["", "longer", "01", "x1 longer"])
def test_a_name_begins_with_its_lesson(name):
    with pytest.raises(ValueError, match="the lesson's number and a title"):
        ask(name, "a", "b")


def test_a_question_does_not_know_its_answer():
    longer = ask("01 a longer sentence", "it is read", "an error")
    assert "computed" not in longer._repr_html_().rpartition("predictions(root,")[2]


def test_what_is_said_cannot_end_the_script():
    ask("01 odd", "</script><b>", "b")
    html = ask("01 odd", "</script><b>", "b").reveal(1, 0)._repr_html_()
    assert html.count("</script>") == 1


def test_without_scripts_the_words_are_there():
    assert "an error" in ask("01 x", "it is read", "an error")._repr_html_()
    assert "lesson 05a" in str(tally("05a"))
