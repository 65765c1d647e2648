"""The scan is drawn as it ran."""

import pytest

from rnnlib import scan_rounds


def texts(picture):
    (axes,) = picture.figure.axes
    return [text.get_text() for text in axes.texts if text.get_text()]


def test_the_boxes_say_what_has_been_joined():
    picture = scan_rounds(4)
    assert texts(picture) == [*"0123", "0", "0–1", "1–2", "2–3", "0", "0–1", "0–2", "0–3"]
    assert "4 steps in 2 rounds" in picture.alt and "After round 2: 0 to 0, 0 to 1" in picture.alt


def test_too_many_boxes_are_refused():
    with pytest.raises(ValueError, match="T = 17, expected 2 to 16"):
        scan_rounds(17)
