"""What gates do: they keep, they are shown, they begin by keeping; layers and both directions."""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cases import SIZES, data, random_like, rnn
from oracle import far

import rnnlib
from rnnlib import (
    GRU,
    LSTM,
    RNN,
    Bidirectional,
    DenseNet,
    EncoderDecoder,
    OutputRNN,
    Stacked,
    binary_cross_entropy,
    bptt,
    fit,
    generate,
    pack,
    parameters,
    predict,
    record,
    squared_error,
    unfolded,
)
from rnnlib.trace import walk_back

TWO, BOTH = Stacked.of(GRU, LSTM), Bidirectional.of(GRU)


def closed(model, **biases):
    """Gates that do not listen: their matrices are zero, their biases say how far they are open."""
    zeros = {k: 0 * a for k, a in parameters(model).items() if k[:2] in [f"{m}_" for m in "WVb"]}
    zeros |= {k: zeros[k] + value for k, value in biases.items()}
    return replace(model, **zeros)


def test_an_open_gru_is_the_rnn_of_the_lecture_and_a_closed_one_keeps():
    model, (x, _, z) = random_like(GRU)(SIZES[0]), data()
    opened = closed(model, b_u=50.0, b_r=50.0)
    plain = RNN(model.W, model.V, model.b, model.U, model.c)
    assert far(opened.run(x, z)[0], plain.run(x, z)[0]) < 1e-12
    kept = closed(model, b_u=-50.0)
    assert far(kept.run(x, z)[0], np.broadcast_to(z, (5, 3, 2))) < 1e-12
    dz = bptt(kept, x, data(read="last")[1], squared_error, z_init=z, read="last", with_inputs=True)
    there = kept.output(z)
    error = (there - data(read="last")[1]) * there * (1 - there) / 3
    assert far(dz[3], error @ model.U.T) < 1e-12  # the gradient arrives as it left


def test_an_lstm_keeps_its_cell_and_shows_what_its_output_gate_lets_out():
    model, (x, _, z) = random_like(LSTM)(SIZES[0]), data()
    kept = closed(model, b_f=50.0, b_i=-50.0, b_o=50.0)
    states, _ = kept.run(x, np.concatenate([z, 3 * z], axis=-1))
    assert far(kept.kept(states[-1]), 3 * z) < 1e-12
    assert far(kept.spoken(states[-1]), np.tanh(3 * z)) < 1e-12


def test_an_lstm_begins_by_keeping():
    model = LSTM.initialise(3, 4, 2, rng=np.random.default_rng(0))
    assert (model.b_f == 1).all() and not model.b_i.any() and model.state_size == 8
    assert model.run(np.zeros((5, 2, 3)))[0].shape == (5, 2, 8)


def test_gates_of_a_whole_run_are_those_of_its_steps():
    model, (x, _, z) = random_like(GRU)(SIZES[0]), data()
    states = np.concatenate([z[None], model.run(x, z)[0]])
    u, r, new = model.gates(x, states[:-1])
    assert ((u > 0) & (u < 1) & (r > 0) & (r < 1)).all()
    assert far((1 - u) * states[:-1] + u * new, states[1:]) < 1e-14


def test_the_hand_written_way_back_of_a_gru_reads_words_and_packed_sequences():
    model, rng = random_like(GRU)(SIZES[0]), np.random.default_rng(0)
    words = rng.integers(4, size=(5, 3))
    _, y, z = data()
    by_hand = bptt(model, words, y, squared_error, z_init=z, with_inputs=True)
    by_trace = walk_back(model, words, y, squared_error, first=z, with_inputs=True)
    for name in parameters(model):
        assert far(getattr(by_hand[1], name), getattr(by_trace[1], name)) < 1e-12, name
    assert far(by_hand[2], by_trace[2]) < 1e-12 and far(by_hand[3], by_trace[3]) < 1e-12
    x = pack([words[:, 0], words[:2, 1]])
    value = bptt(model, x, [y[:, 0], y[:2, 1]], squared_error)[0]
    alone = [bptt(model, words[:t, i], y[:t, i], squared_error)[0] for i, t in ((0, 5), (1, 2))]
    assert value == pytest.approx(np.mean(alone))
    with pytest.raises(ValueError, match=r"teacher = True: GRU has no use for it"):
        bptt(model, words, y, squared_error, teacher=True)


@pytest.mark.parametrize("cls", [GRU, LSTM, TWO, BOTH], ids=lambda cls: cls.__name__)
def test_it_learns_predicts_and_reads_sequences_of_different_length(cls):
    rng = np.random.default_rng(0)
    x = [rng.normal(size=(T, 3)) for T in rng.integers(2, 4, size=40)]
    y = np.array([[float(s[0, 0] > 0)] for s in x])
    model = cls.initialise(3, 5, 1, rng=rng)
    trained, history = fit(model, x, y, binary_cross_entropy, epochs=20, rng=rng)
    assert history.losses[-1] < history.losses[0]
    outputs = predict(trained, x)
    assert far(outputs[3], trained.run(x[3], read="last")[1]) < 1e-13
    if cls.packs:
        assert far(trained.run(pack(x), read="last")[1], outputs) < 1e-12
    else:
        with pytest.raises(TypeError, match="cannot read packed sequences"):
            trained.run(pack(x))


@pytest.mark.parametrize("cls", [GRU, LSTM, TWO, BOTH], ids=lambda cls: cls.__name__)
def test_its_graph_is_drawn_from_its_trace(cls):
    trace = record(random_like(cls)((3, 1, 3, 2, 1)), data((3, 1, 3, 2, 1))[0])
    arrows = {(str(a.tail), str(a.head)) for a in unfolded(trace).arrows}
    assert {("x[1]", "z[1]"), ("z[1]", "f[1]")} <= arrows
    if cls is not BOTH:
        assert ("z[0]", "z[1]") in arrows


def test_a_layer_reads_what_the_layer_below_shows():
    model, (x, _, _) = random_like(TWO)(SIZES[0]), data()
    low, high = model.layers.values()
    states, outputs = model.run(x)
    below = low.run(x)[0]
    above = high.run(below)[0]
    assert far(states, np.concatenate([below, above], axis=-1)) < 1e-13
    assert far(outputs, model.output(states)) < 1e-13 and model.state_size == 2 + 4
    assert np.shares_memory(low.W_u, model.W_u_0)
    assert Stacked.of(GRU, LSTM) is TWO and TWO.__name__ == "Stacked(GRU, LSTM)"


def test_reading_backward_makes_every_answer_depend_on_every_word():
    model, (x, _, _) = random_like(BOTH)(SIZES[0]), data()
    changed = x.copy()
    changed[-1] += 1
    assert (model.run(changed)[1][0] != model.run(x)[1][0]).all()
    forward = random_like(GRU)(SIZES[0])
    np.testing.assert_array_equal(forward.run(changed)[1][0], forward.run(x)[1][0])
    turned = model.run(x[::-1])[0]
    assert far(model.back.run(x)[0], turned[::-1][..., 2:]) < 1e-13


def test_what_reads_backward_cannot_write_on_and_has_no_single_step():
    model = random_like(BOTH)((3, 1, 4, 2, 4))
    with pytest.raises(ValueError, match="cannot write on: it reads backward as well, so it needs"):
        generate(model, np.eye(4)[[0, 1]], 3)
    with pytest.raises(TypeError, match="has no single step: it reads backward as well"):
        model.step(np.zeros(4), np.zeros(4))
    assert len(generate(random_like(TWO)((3, 1, 4, 2, 4)), np.eye(4)[[0, 1]], 3)) == 3


@pytest.mark.parametrize("network", [OutputRNN, EncoderDecoder, DenseNet, BOTH, rnn(), "GRU"])
def test_what_cannot_be_a_layer_is_named(network):
    for make in (Stacked.of, Bidirectional.of):
        with pytest.raises(TypeError, match=r"(cannot be a layer|a class of networks such as GRU)"):
            make(network)
    with pytest.raises(TypeError, match="at least one layer"):
        Stacked.of()


def test_another_place_of_the_reset_is_refused():
    with pytest.raises(ValueError, match="reset = 'never', expected 'after' or 'before'"):
        replace(random_like(GRU)(SIZES[0]), reset="never")


@pytest.mark.parametrize(("page", "most"), [("gru", 60), ("lstm", 70)])
def test_a_network_is_a_page(page, most):
    text = Path(rnnlib.__path__[0], "networks", f"{page}.py").read_text(encoding="utf-8")
    said = [
        range(node.body[0].lineno, node.body[0].end_lineno + 1)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node)
    ]
    lines = [k for k, line in enumerate(text.splitlines(), 1) if line.strip()]
    assert sum(not any(k in lines for lines in said) for k in lines) <= most
