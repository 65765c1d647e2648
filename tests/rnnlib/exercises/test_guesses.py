"""A guess is noted and stands beside what was computed; what is no guess is met with words."""

import pytest

from rnnlib.exercises.guesses import guess


def test_a_guess_shows_both_numbers():
    shown = str(guess("How many?", 37).compare(38))
    assert "37" in shown and "38" in shown and "what explains the difference?" in shown
    assert "as you expected" in str(guess("How many?", 37).compare(37))
    assert guess("How much?", 0.5).compare(0.52, within=0.05).met


def test_a_guess_that_was_not_made_stops_nobody():
    assert "no guess" in str(guess("How many?").compare(3))
    assert not guess("How many?", ...).compare(3).met


def test_a_shape_and_a_choice_can_be_guessed():
    assert guess("Which shape?", [3, 5]).compare((3, 5)).met
    assert guess("Which one?", "tied", choices=("tied", "untied")).compare("tied").met
    with pytest.raises(ValueError, match="none of the choices: tied, untied"):
        guess("Which one?", "both", choices=("tied", "untied"))
    with pytest.raises(TypeError, match="expected a number or a shape"):
        guess("How many?", "many")
