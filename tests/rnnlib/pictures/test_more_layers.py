"""Stacked and bidirectional: who is joined to whom."""

import pytest

from rnnlib.pictures.more_layers import bidirectional, stacked


def ways(picture):
    """The arrows that the words of a picture name: {(from, to)}."""
    said = picture.alt.partition("Arrows: ")[2].rstrip(".")
    return {tuple(way.split(" to ")) for way in said.split(", ")}


def test_in_a_stack_the_upper_state_reads_the_lower_one_of_the_same_step():
    found = ways(stacked())
    for t in range(4):
        assert (f"lower state [{t}]", f"upper state [{t}]") in found
        assert (f"x[{t}]", f"lower state [{t}]") in found
        assert (f"x[{t}]", f"upper state [{t}]") not in found
        assert (f"lower state [{t}]", f"f[{t}]") not in found
    assert len(found) == 4 * 3 + 3 * 2


def test_one_row_of_a_bidirectional_network_runs_from_the_end():
    found = ways(bidirectional())
    for t in range(3):
        assert (f"forward state [{t}]", f"forward state [{t + 1}]") in found
        assert (f"backward state [{t + 1}]", f"backward state [{t}]") in found
    for t in range(4):
        assert (f"forward state [{t}]", f"f[{t}]") in found
        assert (f"backward state [{t}]", f"f[{t}]") in found
        assert (f"x[{t}]", f"backward state [{t}]") in found
    assert len(found) == 4 * 4 + 3 * 2


@pytest.mark.parametrize("picture", [stacked, bidirectional])
def test_every_row_is_named(picture):
    texts = [text.get_text() for text in picture().figure.axes[0].texts]
    assert {"input", "output", "t = 0", "t = 3"} <= set(texts)
    assert sum("state" in text for text in texts) == 2
