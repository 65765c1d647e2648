"""Things stand where the formula says: asked of the artists, with their places in inches.

A number that is in the picture but in the wrong row, or an arrow that ends beside its box, is as
wrong as a wrong number.
"""

import re

import numpy as np
import pytest
from cases import fed_back
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from seen import dense, sentence, shown_texts, small, stepped, with_id

from rnnlib import (
    RNN,
    Vocabulary,
    dense_weights,
    gradients,
    lecture_example,
    operations_of_one_step,
    output_recurrence,
    record,
    shares,
    step_backward,
    step_forward,
    unfolded,
    unfolded_graph,
    walkthrough,
    walkthrough_output,
    wirings,
)
from rnnlib.pictures.five_wirings import five
from rnnlib.pictures.ink import COLOURS, GREY
from rnnlib.views.graph import score
from rnnlib.views.say import number

CLOSE = 0.01  # inches
GAP = 0.07  # the largest distance of an arrow's end from the border that it leaves or points to


def example():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words), read="last"), words


def random_walk(n_z=3, seed=4):
    """A sentence of four words; no two numbers of one state are printed alike."""
    rng = np.random.default_rng(seed)
    model = RNN.initialise(4, n_z, 1, rng=rng)
    words = ["one", "two", "three", "four"]
    trace = record(
        model, Vocabulary(words).one_hot(words), z_init=rng.normal(size=n_z), read="last"
    )
    for t in range(4):
        assert len({number(v) for v in trace.value(f"z[{t}]")[0]}) == n_z
    return trace, words


def text(shown, words):
    """The one artist with these words."""
    (found,) = [a for a in shown_texts(shown) if a.get_text() == words]
    return found


def column(shown, x):
    """The numbers whose middle is at x, from top to bottom: [(text, y), …]."""
    found = [(a.get_text(), a.get_position()) for a in shown_texts(shown)]
    found = [(s, at[1]) for s, at in found if abs(at[0] - x) < CLOSE]
    return sorted((pair for pair in found if re.fullmatch(r"−?\d+(\.\d+)?", pair[0])),
                  key=lambda pair: -pair[1])  # fmt: skip


def ends(arrow):
    """Where an arrow begins and where it ends, in inches of the canvas."""
    return np.array(arrow._posA_posB)


def outline(patch):
    """The least and the largest x and y of a box or a circle."""
    if isinstance(patch, Circle):
        (x, y), r = patch.center, patch.radius
        return x - r, x + r, y - r, y + r
    return (
        patch.get_x(),
        patch.get_x() + patch.get_width(),
        patch.get_y(),
        patch.get_y() + patch.get_height(),
    )


def shape_around(shown, point):
    """The box or circle in which a point lies; the smallest, if there are several."""
    shapes = shown.figure.findobj(lambda a: isinstance(a, (FancyBboxPatch, Circle)))
    around = []
    for patch in shapes:
        left, right, low, high = outline(patch)
        if left <= point[0] <= right and low <= point[1] <= high:
            around.append(((right - left) * (high - low), patch))
    assert around, f"no box around {point}"
    return min(around, key=lambda pair: pair[0])[1]


def distance_to_border(patch, point):
    """How far a point is from the border: 0 on it, negative inside."""
    left, right, low, high = outline(patch)
    if isinstance(patch, Circle):
        return float(np.hypot(*(np.array(point) - patch.center)) - patch.radius)
    outside = max(left - point[0], point[0] - right), max(low - point[1], point[1] - high)
    return max(outside) if max(outside) <= 0 else float(np.hypot(*np.maximum(outside, 0)))


# --- the walk through a sentence ----------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "walk", [example, random_walk, lambda: random_walk(5), lambda: random_walk(1)]
)
def test_units_stand_from_top_to_bottom_as_in_the_printed_vector(walk):
    trace, words = walk()
    for t in range(trace.T):
        shown = walkthrough(trace, words, t)
        for s in range(t + 1):
            x, top = text(shown, rf"$\mathbf{{z}}^{{[{s}]}}$").get_position()
            printed = [number(v) for v in trace.value(f"z[{s}]")[0]]
            in_column = column(shown, x)
            assert [s for s, _ in in_column[: len(printed)]] == printed
            assert top > in_column[0][1]  # its name stands above
            one_hot = [number(v, 0) for v in trace.value(f"x[{s}]")[0]]
            assert [s for s, _ in in_column[len(printed) :]] == one_hot


def test_the_lines_of_v_lead_from_every_unit_to_every_unit_of_the_next_column():
    trace, words = random_walk()
    shown = walkthrough(trace, words, 3)
    places = {}
    for t in range(4):
        x, _ = text(shown, rf"$\mathbf{{z}}^{{[{t}]}}$").get_position()
        places[t] = (x, [y for _, y in column(shown, x)[:3]])
    for t in range(1, 4):
        (bundle,) = with_id(shown, f"V{t}")
        lines = bundle.get_path().vertices.reshape(-1, 2, 2)
        (x0, heights0), (x1, heights1) = places[t - 1], places[t]
        assert {tuple(np.round(line[:, 1], 6)) for line in lines} == {
            (round(a, 6), round(b, 6)) for a in heights0 for b in heights1
        }
        for (left, y0), (right, y1) in lines:
            assert abs(distance_to_border(shape_around(shown, (x0, y0)), (left, y0))) < CLOSE
            assert abs(distance_to_border(shape_around(shown, (x1, y1)), (right, y1))) < CLOSE
            assert left > x0 and right < x1


def test_the_arrow_of_w_leads_up_from_the_word_to_the_state_in_the_colour_of_w():
    trace, words = random_walk()
    shown = walkthrough(trace, words, 2)
    found = shown.figure.findobj(FancyArrowPatch)
    assert len(found) == 3
    for t, arrow in enumerate(sorted(found, key=lambda a: ends(a)[0, 0])):
        (x0, y0), (x1, y1) = ends(arrow)
        x, _ = text(shown, rf"$\mathbf{{z}}^{{[{t}]}}$").get_position()
        heights = [y for _, y in column(shown, x)]
        assert abs(x0 - x) < CLOSE and abs(x1 - x) < CLOSE and y0 < y1
        lowest_unit = shape_around(shown, (x, heights[2]))
        highest_cell = shape_around(shown, (x, heights[3]))
        assert -CLOSE < distance_to_border(lowest_unit, (x1, y1)) < 0.15
        assert -CLOSE < distance_to_border(highest_cell, (x0, y0)) < GAP
        if t == 2:
            assert arrow.get_edgecolor()[:3] == pytest.approx(rgb(COLOURS["W"]))


@pytest.mark.parametrize("t", [0, 2])
def test_the_lines_of_v_have_the_colour_of_v_but_for_those_from_the_start(t):
    trace, words = random_walk()
    shown = walkthrough(trace, words, 2)
    (bundle,) = with_id(shown, f"V{t}")
    wanted = COLOURS["V"] if t else GREY
    assert bundle.get_edgecolor()[:3] == pytest.approx(rgb(wanted))
    assert bundle.get_path().vertices.size == 2 * 2 * 3 * 3


def test_the_letters_v_and_w_stand_beside_their_own_arrows():
    trace, words = random_walk()
    shown = walkthrough(trace, words, 3)
    columns = [text(shown, rf"$\mathbf{{z}}^{{[{t}]}}$").get_position()[0] for t in range(4)]
    pitch = columns[1] - columns[0]
    for letter, where in (("V", [x - pitch / 2 for x in columns]), ("W", columns)):
        labels = [a for a in shown_texts(shown) if a.get_text() == rf"$\mathbf{{{letter}}}$"]
        found = sorted(a.get_position()[0] for a in labels)
        assert len(found) == 4
        aside = np.subtract(found, where)
        assert (aside > -CLOSE).all() and (aside < 0.3).all(), letter
        colours = [a.get_color() for a in sorted(labels, key=lambda a: a.get_position()[0])]
        assert set(colours[1:]) == {COLOURS[letter]}


def test_the_output_stands_above_the_last_state_and_the_arrow_u_ends_at_its_box():
    trace, words = example()
    shown = walkthrough_output(trace, words)
    f = text(shown, "$f$ = 0.83").get_position()
    z = text(shown, r"$\mathbf{z}^{[4]}$").get_position()
    (arrow,) = [
        a
        for a in shown.figure.findobj(FancyArrowPatch)
        if a.get_edgecolor()[:3] == pytest.approx(rgb(COLOURS["U"]))
    ]
    start, end = ends(arrow)
    assert f[0] == pytest.approx(z[0]) == pytest.approx(start[0]) and f[1] > z[1]
    assert z[1] < start[1] < end[1]
    assert 0 <= distance_to_border(shape_around(shown, f), end) < GAP


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


# --- graphs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trace", "figure"),
    [
        (small(), unfolded_graph),
        (sentence("last"), unfolded_graph),
        (fed_back(), output_recurrence),
    ],
    ids=["three steps", "a sentence", "fed back"],
)
def test_every_arrow_leaves_its_tail_and_ends_at_its_head(trace, figure):
    shown, graph = figure(trace), unfolded(trace)
    boxes = {}
    for box in graph.boxes:
        boxes[box.name] = shape_around(shown, text(shown, box.label).get_position())
    assert len(set(map(id, boxes.values()))) == len(boxes), "two names in one box"
    for arrow in graph.arrows:
        (drawn,) = with_id(shown, f"{arrow.tail} {arrow.head}")
        start, end = ends(drawn)
        assert -CLOSE < distance_to_border(boxes[arrow.tail], start) < GAP, arrow
        assert -CLOSE < distance_to_border(boxes[arrow.head], end) < GAP, arrow
        tail, head = (
            np.reshape(outline(boxes[n]), (2, 2)).mean(axis=1) for n in (arrow.tail, arrow.head)
        )
        assert (start - tail) @ (head - tail) > 0 and (end - head) @ (tail - head) > 0, arrow


def test_a_letter_stands_beside_its_own_arrow_in_its_colour():
    trace = sentence("last")
    shown, graph = unfolded_graph(trace), unfolded(trace)
    free = [a for a in shown_texts(shown) if a.get_text() in {b.label for b in graph.arrows}]
    for arrow in graph.arrows:
        if arrow.letter:
            (drawn,) = with_id(shown, f"{arrow.tail} {arrow.head}")
            middle = ends(drawn).mean(axis=0)
            nearest = min(free, key=lambda a: np.hypot(*(middle - a.get_position())))
            free.remove(nearest)
            assert nearest.get_text() == arrow.label
            assert nearest.get_color() == COLOURS[arrow.letter]
            assert np.hypot(*(middle - nearest.get_position())) < 0.3
    assert not free


@pytest.mark.slow
@pytest.mark.parametrize("stepper", [step_forward, step_backward])
def test_a_value_stands_in_its_own_box_below_its_symbol_and_a_gradient_below_the_value(stepper):
    trace = small()
    shown = stepped_small(stepper)[-1]
    for box in unfolded(trace).boxes:
        symbol = text(shown, box.label).get_position()
        patch = shape_around(shown, symbol)
        _, _, low, high = outline(patch)
        inside = [
            a.get_text()
            for a in sorted(shown_texts(shown), key=lambda a: -a.get_position()[1])
            if abs(a.get_position()[0] - symbol[0]) < CLOSE and low < a.get_position()[1] < high
        ]
        value = "zero state" if box.initial else number(np.squeeze(box.value))
        assert inside[:2] == [box.label, value]
        if stepper is step_backward and box.letter in "zfL":
            letter = {"f": "s"}.get(box.letter, box.letter)
            given = gradients(trace)[trace[score(box.name)]]
            assert inside[2] == f"d{letter} = {number(np.squeeze(given))}"
        else:
            assert len(inside) == 2


def test_a_gradient_goes_back_from_head_to_tail_with_its_own_number():
    trace = small()
    shown = stepped_small(step_backward)[-1]
    graph, seen = unfolded(trace), 0
    for (tail, head), share in shares(trace).items():
        if tail[0] == "x":
            continue
        (drawn,) = with_id(shown, f"back {head} {tail}")
        start, end = ends(drawn)
        there, here = (
            np.array(text(shown, graph[name].label).get_position()) for name in (head, tail)
        )
        assert (end - start) @ (here - there) > 0
        for point, name in ((start, head), (end, tail)):
            patch = shape_around(shown, text(shown, graph[name].label).get_position())
            assert -CLOSE < distance_to_border(patch, point) < GAP, (tail, head)
        beside = [
            a.get_text()
            for a in shown_texts(shown)
            if a.get_color() == COLOURS["L"]
            and np.hypot(*(ends(drawn).mean(axis=0) - a.get_position())) < 0.2
        ]
        assert number(share.item()) in beside, (tail, head, beside)
        seen += 1
    assert seen == 9


def stepped_small(stepper):
    """The pictures of a stepper of the small example."""
    return stepped(STEPPERS[stepper])[1]


STEPPERS = {
    step_forward: lambda: step_forward(small()),
    step_backward: lambda: step_backward(small()),
}


def test_the_five_wirings_join_boxes_that_are_there():
    shown = wirings()
    arrows = shown.figure.findobj(FancyArrowPatch)
    assert len(arrows) == sum(a.head.letter != "L" for panel in five() for a in panel.graph.arrows)
    for arrow in arrows:
        start, end = ends(arrow)
        along = (end - start) / np.hypot(*(end - start))
        tail, head = (
            shape_around(shown, start - 0.1 * along),
            shape_around(shown, end + 0.1 * along),
        )
        assert tail is not head
        assert -CLOSE < distance_to_border(tail, start) < GAP
        assert -CLOSE < distance_to_border(head, end) < GAP
        upwards = abs(along[1]) > 0.9
        letters = {COLOURS["V"]} if not upwards else {COLOURS["W"], COLOURS["U"]}
        assert to_hex(arrow.get_edgecolor()).upper() in letters


def test_time_runs_to_the_right_and_each_letter_has_its_lane():
    trace = sentence("last")
    shown, graph = unfolded_graph(trace), unfolded(trace)
    at = {str(box.name): text(shown, box.label).get_position() for box in graph.boxes}
    for t in range(1, 5):
        assert at[f"x[{t}]"][0] == pytest.approx(at[f"z[{t}]"][0])
        assert at[f"z[{t}]"][0] > at[f"z[{t - 1}]"][0]
        assert at[f"x[{t}]"][1] == pytest.approx(at[f"x[{t - 1}]"][1])
    assert at["x[4]"][1] < at["z[4]"][1] < at["f[4]"][1] < at["L[4]"][1] < at["y[4]"][1]


def test_the_edges_of_a_step_end_at_what_they_join():
    trace = sentence()
    shown = operations_of_one_step(trace, 1)
    edges = [a for a in shown.figure.findobj(FancyArrowPatch) if a.get_gid()]
    assert len(edges) > 10
    for arrow in edges:
        start, end = ends(arrow)
        along = (end - start) / np.hypot(*(end - start))
        for point, inwards in ((start, -along), (end, along)):
            patch = shape_around(shown, point + 0.15 * inwards)
            assert -CLOSE < distance_to_border(patch, point) < GAP, arrow.get_gid()
    names = [a.get_text() for a in sorted(shown_texts(shown), key=lambda a: a.get_position()[1])]
    order = [r"$\mathbf{x}^{[1]}$", r"$\sigma$", r"$\mathbf{z}^{[1]}$", r"$\tau$"]
    assert [n for n in names if n in order] == order  # read from below


def test_the_weights_of_a_dense_net_join_the_units_that_they_name():
    shown = dense_weights(dense())
    circles = shown.figure.findobj(Circle)
    for i in range(5):
        for j in range(3):
            (line,) = with_id(shown, f"x.{i} z.{j}")
            start, end = line.get_path().vertices[:2]
            assert any(np.hypot(*(start - c.center)) < c.radius + GAP for c in circles)
            assert any(np.hypot(*(end - c.center)) < c.radius + GAP for c in circles)
