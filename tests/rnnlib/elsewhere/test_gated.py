"""Gates on the move: order, sign and biases of PyTorch and Keras, there and back."""

from dataclasses import replace

import numpy as np
import pytest
from cases import SIZES, data, random_like
from oracle import far

from rnnlib import (
    GRU,
    LSTM,
    RNN,
    Bidirectional,
    Stacked,
    bptt,
    from_keras,
    from_torch,
    identity,
    parameters,
    squared_error,
    to_keras,
    to_torch,
)
from rnnlib.elsewhere.gated import GATES

KINDS = {
    "GRU": GRU,
    "LSTM": LSTM,
    "two layers of RNN": Stacked.of(RNN, RNN),
    "three layers of GRU": Stacked.of(GRU, GRU, GRU),
    "two layers of LSTM": Stacked.of(LSTM, LSTM),
    "both directions of GRU": Bidirectional.of(GRU),
    "both directions of LSTM": Bidirectional.of(LSTM),
}
each_kind = pytest.mark.parametrize("kind", KINDS)
each_size = pytest.mark.parametrize("sizes", SIZES, ids=str)


@pytest.fixture
def torch():
    return pytest.importorskip("torch")


def built(kind, sizes=SIZES[0]):
    return replace(random_like(KINDS[kind])(sizes), tau=identity)


def same(model, other):
    for name, array in parameters(model).items():
        np.testing.assert_array_equal(getattr(other, name), array, name)


@each_kind
@each_size
def test_pytorch_gives_our_outputs_and_our_gradients_and_the_way_back_is_exact(torch, kind, sizes):
    model, (x, y, _) = built(kind, sizes), data(sizes)
    recurrent, linear = to_torch(model)
    back = from_torch(recurrent, linear, tau=identity)
    same(model, back)
    h, _ = recurrent(torch.from_numpy(x))
    f = linear(h)
    states, outputs = model.run(x)
    assert far(h.detach().numpy(), model.spoken(states)) < 1e-10
    assert far(f.detach().numpy(), outputs) < 1e-10
    loss = ((f - torch.from_numpy(y)) ** 2).sum() / 2 / x.shape[1]
    loss.backward()
    value, gradient = bptt(model, x, y, squared_error)
    assert far(value, loss.item()) < 1e-10
    for name, array in gradients_here(torch, recurrent, linear).items():
        assert far(getattr(gradient, name), array) < 1e-10, name


def gradients_here(torch, recurrent, linear):
    """PyTorch's gradients under our names: moved as weights are, but each bias counts once."""
    with torch.no_grad():
        for p in [*recurrent.parameters(), *linear.parameters()]:
            p.copy_(p.grad)
        for name, p in recurrent.named_parameters():
            if name.startswith("bias_hh"):  # db is the gradient of both, except inside the reset
                p[: 2 * len(p) // 3 if type(recurrent).__name__ == "GRU" else len(p)] = 0
    return parameters(from_torch(recurrent, linear, tau=identity))


@each_kind
def test_the_end_that_is_read_is_pytorchs_last_state_in_both_directions(torch, kind):
    model, (x, _, _) = built(kind), data()
    recurrent, linear = to_torch(model)
    _, last = recurrent(torch.from_numpy(x))
    last = last[0] if isinstance(last, tuple) else last
    ends = last[-2:] if "_back" in model.layers else last[-1:]
    f = linear(torch.cat(list(ends), dim=-1)).detach().numpy()
    assert far(model.run(x, read="last")[1], f) < 1e-12


@pytest.mark.parametrize("kind", ["GRU", "LSTM"])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("cell", [True, False])
def test_a_module_made_in_pytorch_keeps_its_numbers_here(torch, kind, bias, cell):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        make = getattr(torch.nn, kind + "Cell" * cell)
        recurrent = make(4, 3, bias=bias, dtype=torch.float64)
        linear = torch.nn.Linear(3, 2, bias=bias, dtype=torch.float64)
    model, x = from_torch(recurrent, linear, tau=identity), data()[0]
    h, theirs = None, []
    if cell:
        for x_t in torch.from_numpy(x):
            h = recurrent(x_t, h)
            theirs.append(h[0] if kind == "LSTM" else h)
        theirs = torch.stack(theirs)
    else:
        theirs, _ = recurrent(torch.from_numpy(x))
    assert far(model.run(x)[1], linear(theirs).detach().numpy()) < 1e-12


def test_words_are_read_with_their_embedding_and_refused_without(torch):
    nn, words = torch.nn, np.array([[2, 0], [1, 6], [4, 4]])
    embedding = nn.Embedding(7, 4).double()
    for kind in ("GRU", "both directions of LSTM", "three layers of GRU"):
        recurrent, linear = to_torch(built(kind))
        model = from_torch(recurrent, linear, tau=identity, embedding=embedding)
        theirs = linear(recurrent(embedding(torch.from_numpy(words)))[0])
        assert far(model.run(words)[1], theirs.detach().numpy()) < 1e-12
        with pytest.raises(ValueError, match=r"from_torch\(…, embedding=…\)"):
            from_torch(recurrent, linear).run(words % 4)


def test_what_pytorch_cannot_be_is_refused_in_one_sentence(torch):
    class Other(GRU):
        def step(self, x, z):
            return 0.5 * super().step(x, z)

    nn = torch.nn
    early = replace(built("GRU"), reset="before")
    mixed = random_like(Stacked.of(GRU, LSTM))(SIZES[0])
    for call, error, says in (
        (lambda: to_torch(random_like(Other)(SIZES[0])), TypeError, "is a Other, expected RNN, GR"),
        (lambda: to_torch(mixed), TypeError, r"Stacked\(GRU, LSTM\), expected RNN, GRU, LSTM, or"),
        (lambda: to_keras(built("two layers of LSTM")), TypeError, "layers one by one"),
        (lambda: to_torch(early), ValueError, "torch.nn.GRU resets after V only"),
        (lambda: to_torch(replace(built("LSTM"), sigma=identity)), ValueError, "cannot have it"),
        (
            lambda: from_torch(nn.GRU(4, 3, num_layers=2, bidirectional=True), nn.Linear(6, 2)),
            ValueError,
            "cannot have another one above it",
        ),
        (lambda: from_torch(nn.LSTM(4, 3, proj_size=2), nn.Linear(2, 2)), ValueError, "proj_size"),
        (lambda: from_torch(nn.GRU(4, 3), nn.Linear(5, 2)), ValueError, "U has"),
    ):
        with pytest.raises(error, match=says):
            call()


# --- Keras: its step as its source types it, since the package is large ---------------------------


def keras_gru(arrays, x, h):
    kernel, recurrent, bias = arrays
    reset_after, units = bias.ndim == 2, len(recurrent)
    input_bias, recurrent_bias = bias if reset_after else (bias, None)
    x_z, x_r, x_h = np.split(x @ kernel + input_bias, 3, axis=-1)
    inner = h @ recurrent[:, : 2 * units]
    if reset_after:
        inner = h @ recurrent + recurrent_bias
    z, r = (
        1 / (1 + np.exp(-(a + b)))
        for a, b in zip((x_z, x_r), np.split(inner, [units, 2 * units], axis=-1)[:2], strict=True)
    )
    recurrent_h = r * inner[:, 2 * units :] if reset_after else (r * h) @ recurrent[:, 2 * units :]
    return z * h + (1 - z) * np.tanh(x_h + recurrent_h)


def keras_lstm(arrays, x, h, c):
    kernel, recurrent, bias = arrays
    i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4, axis=-1)
    i, f, o = (1 / (1 + np.exp(-a)) for a in (i, f, o))
    c = f * c + i * np.tanh(g)
    return o * np.tanh(c), c


@each_size
@pytest.mark.parametrize("reset", ["after", "before"])
def test_keras_gru_has_its_order_its_sign_and_its_two_biases(sizes, reset):
    model, (x, _, z) = replace(built("GRU", sizes), reset=reset), data(sizes)
    if reset == "before":
        model = replace(model, b_V=0 * model.b_V)  # Keras has one bias there
    arrays, dense = to_keras(model)
    n_x, n_z = model.W.shape
    bias = (2, 3 * n_z) if reset == "after" else (3 * n_z,)
    assert [a.shape for a in arrays] == [(n_x, 3 * n_z), (n_z, 3 * n_z), bias]
    h = z
    for x_t in x:
        h = keras_gru(arrays, x_t, h)
    assert far(model.run(x, z)[0][-1], h) < 1e-12
    if n_z > 1 or n_x > 1:
        back = from_keras(arrays, dense, tau=identity)
        same(model, back)
        assert back.reset == reset


@each_size
def test_keras_lstm_has_its_order(sizes):
    model, (x, _, z) = built("LSTM", sizes), data(sizes)
    arrays, dense = to_keras(model)
    h, c = z, 2 * z
    for x_t in x:
        h, c = keras_lstm(arrays, x_t, h, c)
    states, _ = model.run(x, np.concatenate([z, 2 * z], axis=-1))
    assert far(states[-1], np.concatenate([h, c], axis=-1)) < 1e-12
    same(model, from_keras(arrays, dense, tau=identity))


@pytest.mark.parametrize("kind", ["both directions of GRU", "both directions of LSTM"])
def test_keras_puts_both_directions_one_after_the_other(kind):
    model = built(kind)
    arrays, dense = to_keras(model)
    ahead, back = to_keras(model.ahead), to_keras(model.back)
    for mine, its in zip(arrays, [*ahead[0], *back[0]], strict=True):
        np.testing.assert_array_equal(mine, its)
    same(model, from_keras(arrays, dense, tau=identity))


def test_shapes_that_keras_does_not_have_are_named():
    with pytest.raises(ValueError, match=r"recurrent_kernel have shapes \(4, 6\) and \(3, 6\)"):
        from_keras([np.ones((4, 6)), np.ones((3, 6)), np.ones(6)], [np.ones((3, 2)), np.ones(2)])


def test_every_row_names_each_gate_once():
    for row in GATES:
        ends = {name[1:] for name in row.cell.sizes if name[0] == "W"}
        assert set(row.torch) == set(row.keras) == ends and len(row.torch) == len(ends)
