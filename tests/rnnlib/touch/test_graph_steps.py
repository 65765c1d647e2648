"""Forward the values appear as they are computed, backward the gradients: all from the record."""

import numpy as np
import pytest
from cases import fed_back
from seen import check_places, dense, numbers, sentence, small, stepped, with_id

from rnnlib import (
    fold_and_unfold,
    gradient,
    record,
    squared_error,
    step_backward,
    step_forward,
    three_steps,
)
from rnnlib.touch.graph_steps import _groups
from rnnlib.views.gradient_flow import arriving
from rnnlib.views.graph import unfolded
from rnnlib.views.say import number

pytestmark = pytest.mark.slow

CASES = {
    "forward": lambda: step_forward(small()),
    "forward words": lambda: step_forward(sentence("last")),
    "forward dense": lambda: step_forward(dense()),
    "forward by f": lambda: step_forward(fed_back()),
    "backward": lambda: step_backward(small()),
    "backward z_init": lambda: step_backward(small(z_init=[-0.5])),
    "backward dense": lambda: step_backward(dense()),
    "backward by f": lambda: step_backward(fed_back()),
    "fold": lambda: fold_and_unfold(small()),
    "fold by f": lambda: fold_and_unfold(fed_back()),
}


@pytest.mark.parametrize("name", CASES)
def test_frames_are_readable_small_and_do_not_jump(name):
    steps, pictures = stepped(CASES[name])
    assert len(steps.frames) == len(pictures)
    for shown in pictures:
        check_places(shown)
    unfolded_ones = pictures[1:] if name.startswith("fold") else pictures
    assert len({tuple(p.figure.get_size_inches()) for p in unfolded_ones}) == 1
    assert len(steps.html().encode()) < 250_000
    for frame, shown in zip(steps.frames, pictures, strict=True):
        assert name.startswith("fold") or frame.sentence.startswith(shown.alt.split(". ", 1)[1])


def test_forward_shows_nothing_before_it_is_computed():
    trace = small()
    _, pictures = stepped(CASES["forward"])
    for t in range(3):
        z = number(trace.value(f"z[{t}]").item())
        first = next(i for i, shown in enumerate(pictures) if z in numbers(shown))
        assert first == 2 * t
    done = [shown.alt.split("far: ")[1].split(". ")[0].split(", ") for shown in pictures]
    sources = {str(a.head): set() for a in unfolded(trace).arrows}
    for arrow in unfolded(trace).arrows:
        sources[str(arrow.head)].add(str(arrow.tail))
    for names in done:
        assert all(sources.get(name, set()) <= set(names) for name in names)


def test_forward_ends_with_the_whole_loss():
    last = stepped(CASES["forward"])[0].frames[-1]
    assert last.sentence.endswith("L = 0.03 + 0.14 + 0.20 = 0.37.")


def test_backward_goes_from_the_loss_to_the_left():
    trace = small()
    order = [str(name) for new in _groups(trace, arriving(trace)) for name in new]
    assert order == [
        "L[2]",
        "f[2]",
        "z[2]",
        "L[1]",
        "f[1]",
        "z[1]",
        "L[0]",
        "f[0]",
        "z[0]",
        "z_init",
    ]


def test_the_sentence_of_a_fork_names_both_shares_and_their_sum():
    sentences = str(stepped(CASES["backward"])[0])
    assert "dz[1] gets 1.04 from f[1] and −0.87 from z[2]; sum 0.17." in sentences
    assert "V was used 3 times: dV = 0.00 + 0.06 + (−0.32) = −0.26." in sentences
    assert number(gradient(small()).V.item()) == "−0.26"


def test_two_dashed_arrows_meet_at_a_fork_and_one_at_the_last_state():
    _, pictures = stepped(CASES["backward"])
    last = pictures[-1]
    assert with_id(last, "back f[1] z[1]") and with_id(last, "back z[2] z[1]")
    assert with_id(last, "back f[2] z[2]") and not with_id(last, "back z[3] z[2]")
    assert not with_id(pictures[0], "back f[2] z[2]")


def test_with_one_loss_at_the_end_there_is_no_fork():
    model, x, _ = three_steps()
    steps = step_backward(record(model, x, [1.0], squared_error, read="last"))
    assert "sum" not in str(steps).split("V was")[0] and "from f[1]" not in str(steps)


def test_the_gradient_of_a_fed_back_output_is_stepped_too():
    steps, _ = stepped(CASES["backward by f"])
    assert "ds[1] gets" in str(steps) and "from L[1] and" in str(steps)
    assert "df_init gets" in str(steps)


def test_folded_and_unfolded_count_the_columns():
    steps, pictures = stepped(CASES["fold"])
    columns = [sum(text.startswith("t = ") for text in numbers(shown)) for shown in pictures]
    assert columns == [0, 1, 2, 3]
    assert "The delay kept z[1]." in steps.frames[-1].sentence


def test_without_a_loss_one_can_step_forward_but_not_backward():
    model, x, _ = three_steps()
    trace = record(model, x)
    assert "target" not in str(step_forward(trace))
    with pytest.raises(ValueError, match="no loss"):
        step_backward(trace)


def test_a_wide_graph_is_refused():
    with pytest.raises(ValueError, match="fewer"):
        step_backward(sentence())
    assert np.isfinite(sentence().value("L"))
