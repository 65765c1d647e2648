"""F10 to F16: arrows and numbers are those of the record, labels are the lecture's letters."""

import re
from dataclasses import replace

import numpy as np
import pytest
from cases import fed_back
from seen import check_places, dense, numbers, sentence, shown_texts, small, with_id

from rnnlib import (
    RNN,
    DenseNet,
    computational_graph_of_a_dense_net,
    folded_graph,
    lecture_example,
    one_output_at_the_end,
    operations,
    operations_of_one_step,
    output_recurrence,
    record,
    squared_error,
    style,
    three_steps,
    unfolded,
    unfolded_graph,
    wirings,
)
from rnnlib.pictures.five_wirings import five
from rnnlib.pictures.ink import COLOURS
from rnnlib.views.say import number

FIGURES = {
    "F10": wirings,
    "F11": lambda: computational_graph_of_a_dense_net(dense()),
    "F12": lambda: folded_graph(small()),
    "F12 vectors": lambda: folded_graph(sentence()),
    "F12 by f": lambda: folded_graph(fed_back()),
    "F13": lambda: unfolded_graph(small()),
    "F13 at t": lambda: unfolded_graph(sentence(), t=2),
    "F13 at 0": lambda: unfolded_graph(sentence(z_init=[0.5, -0.5, 0.25]), t=0),
    "F13 at end": lambda: unfolded_graph(sentence(), t=4),
    "F14": lambda: operations_of_one_step(sentence(), 1),
    "F14 first": lambda: operations_of_one_step(sentence(z_init=[-0.9, -0.8, -0.7]), 0),
    "F14 dense": lambda: operations_of_one_step(dense()),
    "F14 by f": lambda: operations_of_one_step(fed_back(3, 2, 3), 1),
    "F15": lambda: output_recurrence(fed_back()),
    "F16": lambda: one_output_at_the_end(sentence("last")),
}


@pytest.mark.parametrize("look", ["notebook", "slides"])
@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.slow
def test_texts_do_not_overlap_and_all_fits_a_slide(name, look):
    with style(look):
        shown = FIGURES[name]()
        check_places(shown)
    width, height = shown.figure.get_size_inches()
    assert width <= 12.81 and height <= 7.21
    assert min(text.get_fontsize() for text in shown_texts(shown)) >= 9.5
    assert len(shown.alt) > 80


@pytest.mark.parametrize("trace", [small(), sentence("last"), fed_back()])
def test_an_unfolded_figure_has_exactly_the_arrows_and_numbers_of_the_record(trace):
    figure = output_recurrence if "f_init" in trace else unfolded_graph
    shown, graph = figure(trace), unfolded(trace)
    for arrow in graph.arrows:
        (drawn,) = with_id(shown, f"{arrow.tail} {arrow.head}")
        if arrow.letter:
            assert drawn.get_edgecolor()[:3] == pytest.approx(rgb(COLOURS[arrow.letter]))
    drawn = shown.figure.findobj(lambda artist: " " in (artist.get_gid() or ""))
    assert len(drawn) == len(graph.arrows)
    for box in graph.boxes:
        value = np.atleast_1d(np.squeeze(trace.value(box.name)))
        if not box.initial and len(value) <= 3:
            assert any(all(number(v) in text for v in value) for text in numbers(shown))


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def test_the_loss_is_compared_with_the_output_and_no_weight_leads_to_it():
    for trace in (dense(), small(), sentence("last")):
        at = "" if trace.T is None else f"[{trace.T - 1}]"
        ends = {(str(a.tail), a.letter) for a in unfolded(trace).arrows if str(a.head) == "L" + at}
        assert ends == {("f" + at, ""), ("y" + at, "")}


def test_the_dense_graph_has_its_network_beside_it():
    shown = computational_graph_of_a_dense_net(dense())
    assert all(with_id(shown, f"x.{i} z.{j}") for i in range(5) for j in range(3))
    assert {number(v) for v in dense().value("z")[0]} <= set(numbers(shown))
    assert "0.40" in numbers(shown) and "L = 0.40" in shown.alt


@pytest.mark.parametrize(("trace", "tail"), [(small(), "z"), (fed_back(), "f")])
def test_the_loop_has_a_delay_of_one_step(trace, tail):
    shown = folded_graph(trace)
    assert {"DELAY", "one step", r"$\mathbf{V}$"} <= set(numbers(shown))
    assert rf"in: ${tail}^{{[t]}}$" in numbers(shown)
    assert rf"out: ${tail}^{{[t-1]}}$" in numbers(shown)
    assert f"loop labelled V leads from {tail} to z" in shown.alt


def test_a_window_has_three_columns_and_says_that_there_is_more():
    shown = unfolded_graph(sentence(), t=2)
    times = [text for text in numbers(shown) if text.startswith("t = ")]
    assert times == ["t = 1", "t = 2", "t = 3"] and numbers(shown).count("…") == 2
    assert numbers(unfolded_graph(sentence(), t=4)).count("…") == 1
    assert "earlier steps are not drawn" in shown.alt
    assert "…" not in numbers(unfolded_graph(small()))


def test_one_output_at_the_end_is_one():
    trace = sentence("last")
    shown = one_output_at_the_end(trace)
    assert numbers(shown).count(r"$\mathbf{U}$") == 1
    assert numbers(shown).count(r"$\mathbf{V}$") == 5
    assert number(trace.value("f[4]").item()) in numbers(shown)


def test_the_operations_have_the_shapes_of_the_record():
    trace = sentence()
    shown = operations_of_one_step(trace, 1)
    texts = numbers(shown)
    expected = sorted(arrow.label for arrow in operations(trace, 1, "fz").arrows)
    assert sorted(text for text in texts if re.fullmatch(r"\d(×\d)?", text)) == expected
    assert {"5×3", "3×3", "3×1", "σ = tanh", "τ = sigmoid"} <= set(texts)
    assert texts.count("+") == 3 and texts.count(r"$\times$") == 3
    a = trace["z[1]"].parents[0].value[0]
    assert f"a = ({', '.join(number(v) for v in a)})" in texts
    assert "Vᵀz[0] = z[0] (1×3) × V (3×3) = (0.03, −0.01, 0.23)" in shown.alt
    assert shown.alt.endswith("f[1] = sigmoid of s (1×1) = 0.44.")


@pytest.mark.slow
def test_five_wirings_have_five_masks():
    masks = {panel.name: panel.mask for panel in five()}
    assert masks == {
        "one-to-one": [1],
        "one-to-many": [1, 1, 1],
        "many-to-one": [0, 0, 1],
        "many-to-many, delayed": [0, 0, 1, 1, 1],
        "many-to-many, aligned": [1, 1, 1],
    }
    texts = numbers(wirings())
    assert texts.count("L") == sum(map(sum, masks.values())) and texts.count("–") == 4
    assert all(f"loss mask {' '.join(map(str, mask))}" in wirings().alt for mask in masks.values())


def test_a_wiring_reads_and_says_what_its_graph_reads_and_says():
    for panel in five():
        boxes = panel.graph.boxes
        assert {box.column for box in boxes if box.letter == "x"} == set(panel.reads)
        assert {box.column for box in boxes if box.letter == "f"} == set(panel.says)
        assert {t for t, on in enumerate(panel.mask) if on} == set(panel.says)


def test_the_decoder_starts_from_the_last_state_of_the_encoder():
    graph = next(panel.graph for panel in five() if "delayed" in panel.name)
    assert ("z[1]", "z[2]", "V") in {(str(a.tail), str(a.head), a.letter) for a in graph.arrows}
    assert "z_init" not in graph.names()


def test_another_weight_gives_another_picture():
    model, x, y = three_steps()
    other = record(replace(model, V=-model.V), x, y, squared_error)
    assert numbers(unfolded_graph(other)) != numbers(unfolded_graph(small()))
    assert number(other.value("z[2]").item()) in numbers(unfolded_graph(other))


def test_the_wrong_trace_is_named():
    with pytest.raises(ValueError, match="a DenseNet, the trace is of an RNN"):
        computational_graph_of_a_dense_net(small())
    with pytest.raises(ValueError, match="an RNN, the trace is of a DenseNet"):
        folded_graph(dense())
    with pytest.raises(ValueError, match='read="last"'):
        one_output_at_the_end(small())
    with pytest.raises(ValueError, match="OutputRNN"):
        output_recurrence(small())
    with pytest.raises(ValueError, match=r"t = 3, expected.*0 to 2"):
        unfolded_graph(small(), t=3)
    model, _ = lecture_example()
    net = DenseNet(model.W, model.b, model.U, model.c)
    with pytest.raises(ValueError, match="notes one"):
        computational_graph_of_a_dense_net(record(net, np.eye(5)[0]))


def test_too_many_columns_are_refused_with_a_remedy():
    trace = record(RNN.initialise(1, 1, 1, rng=np.random.default_rng(0)), np.ones((12, 1)))
    with pytest.raises(ValueError, match="t=…"):
        unfolded_graph(trace)
    check_places(unfolded_graph(trace, t=6))
