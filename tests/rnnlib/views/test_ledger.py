"""Every entry of the ledger is one gradient of one loss; its sums are all the other gradients."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from cases import HEADS, SIZES, data, rnn
from oracle import far

from rnnlib import (
    OutputRNN,
    bptt,
    gradient,
    identity,
    ledger,
    record,
    squared_error,
    three_steps,
    truncated_bptt,
)
from rnnlib.networks.untied import UntiedRNN
from rnnlib.views.ledger import sizes

EXACT = 1e-10
LETTERS = ("V", "W", "b")
RUNS = [
    pytest.param(size, head, read, seed, id=f"{size}-{head[0]}-{head[1]}-{read}-{seed}")
    for size in SIZES
    for head in HEADS
    for read in ("every", "last")
    for seed in (0, 7)
]


def run(size, head, read, seed=0):
    """(model, x, y, loss, options) for `record` and `bptt`; no number is zero."""
    sigma, tau, loss = head
    x, y, z_init = data(size, loss, read, seed + 1)
    return rnn(size, sigma, tau, seed), x, y, loss, {"z_init": z_init, "read": read}


def gradient_of(trace, name):
    """dL[t]/d(parameters), by walking the record back from one loss alone."""
    return gradient(replace(trace, names=trace.names | {"L": trace[name]}))


@pytest.mark.parametrize(("size", "head", "read", "seed"), RUNS)
def test_all_entries_together_are_the_gradient_of_bptt(size, head, read, seed):
    *case, options = run(size, head, read, seed)
    _, whole = bptt(*case, **options)
    found = ledger(record(*case, **options))
    for letter in LETTERS:
        assert far(found.total(letter), getattr(whole, letter)) < EXACT
        assert far(found.by_loss(letter).sum(axis=0), getattr(whole, letter)) < EXACT
        assert far(found.by_copy(letter).sum(axis=0), getattr(whole, letter)) < EXACT


@pytest.mark.parametrize(("size", "head", "read", "seed"), RUNS)
def test_every_entry_is_what_one_loss_says_to_one_private_copy(size, head, read, seed):
    model, *case, options = run(size, head, read, seed)
    copies = record(UntiedRNN.copies_of(model, size[0]), *case, **options)
    shared = record(model, *case, **options)
    found = ledger(shared)
    for letter in LETTERS:
        entries, columns = found.entries(letter), getattr(gradient(copies), letter)
        assert far(found.by_copy(letter), columns) < EXACT
        for row, t in enumerate(found.times):
            assert far(entries[row], getattr(gradient_of(copies, f"L[{t}]"), letter)) < EXACT
            alone = getattr(gradient_of(shared, f"L[{t}]"), letter)
            assert far(found.by_loss(letter)[row], alone) < EXACT


def test_the_column_sums_are_the_hand_derived_gradients_of_an_untied_rnn():
    model, *case, options = run(SIZES[0], HEADS[0], "last")
    _, untied = bptt(UntiedRNN.copies_of(model, 5), *case, **options)
    found = ledger(record(model, *case, **options))
    for letter in LETTERS:
        assert far(found.by_copy(letter), getattr(untied, letter)) < EXACT


@pytest.mark.parametrize("read", ["every", "last"])
def test_a_bare_sequence_has_the_ledger_of_a_batch_of_one(read):
    size = (5, 1, 4, 2, 7)
    model, x, y, loss, options = run(size, HEADS[1], read)
    batch = ledger(record(model, x, y, loss, **options))
    bare = (x[:, 0], y[:, 0] if read == "every" else y[0])
    alone = ledger(record(model, *bare, loss, z_init=options["z_init"][0], read=read))
    for letter in LETTERS:
        np.testing.assert_array_equal(alone.entries(letter), batch.entries(letter))


def test_a_batch_is_the_mean_of_its_sequences():
    model, x, y, loss, options = run((4, 3, 2, 5, 1), HEADS[0], "every")
    batch = ledger(record(model, x, y, loss, **options))
    alone = [
        ledger(record(model, x[:, i], y[:, i], loss, z_init=options["z_init"][i])) for i in range(3)
    ]
    for letter in LETTERS:
        mean = sum(one.entries(letter) for one in alone) / 3
        assert far(batch.entries(letter), mean) < EXACT


def test_no_loss_speaks_to_a_later_copy_and_every_loss_to_all_others():
    found = ledger(record(*run(SIZES[0], HEADS[0], "every")[:4]))
    for letter in LETTERS:
        spoken = found.norms(letter) > 0
        first = letter == "V"  # z_init is zero here: V_0 is multiplied with nothing
        np.testing.assert_array_equal(spoken[:, first:], np.tri(5, dtype=bool)[:, first:])


def test_read_last_has_one_row():
    found = ledger(record(*run(SIZES[0], HEADS[0], "last")[:4], read="last"))
    assert found.times == (4,) and found.norms().shape == (1, 5)


@pytest.mark.parametrize("window", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("read", ["every", "last"])
def test_within_a_window_it_adds_up_to_the_gradient_of_truncated_bptt(window, read):
    *case, options = run(SIZES[0], HEADS[0], read)
    _, cut, _ = truncated_bptt(*case, window=window, **options)
    found = ledger(record(*case, **options)).within(window)
    for letter in LETTERS:
        assert far(found.total(letter), getattr(cut, letter)) < EXACT


def test_the_norm_of_an_entry_is_its_length_also_when_its_square_is_zero():
    rng = np.random.default_rng(0)
    arrays = rng.normal(size=(2, 3, 4, 5))
    np.testing.assert_allclose(sizes(arrays, 2), np.linalg.norm(arrays, axis=(2, 3)), rtol=1e-12)
    np.testing.assert_allclose(sizes(arrays * 1e-200, 2), sizes(arrays, 2) * 1e-200, rtol=1e-12)
    np.testing.assert_array_equal(sizes(np.zeros((2, 3, 1)), 2), np.zeros((2, 3)))


def test_the_table_prints_every_entry_and_its_sums_add_up():
    shown = ledger(record(*three_steps(), squared_error)).table(digits=4)
    numbers = [[float(v.replace("−", "-") or 0) for v in row[1:]] for row in shown.rows]
    assert shown.head == ("", "V_0", "V_1", "V_2", "sum")
    assert [row[0] for row in shown.rows] == ["L[0]", "L[1]", "L[2]", "sum"]
    assert [cell == "" for cell in shown.rows[0][1:]] == [False, True, True, False]
    body = np.array(numbers)
    np.testing.assert_allclose(body[:-1].sum(axis=0), body[-1], atol=3e-4)
    np.testing.assert_allclose(body[:, :-1].sum(axis=1), body[:, -1], atol=3e-4)
    total = gradient(record(*three_steps(), squared_error)).V.item()
    assert body[-1, -1] == pytest.approx(total, abs=1e-4)


def test_the_table_of_matrices_shows_sizes_and_says_so():
    found = ledger(record(*run(SIZES[0], HEADS[0], "every")[:4]))
    shown = found.table("W", digits=6)
    assert "size" in shown.caption
    assert float(shown.rows[2][2]) == pytest.approx(found.norms("W")[2, 1], abs=1e-6)
    assert float(shown.rows[-1][-1]) == pytest.approx(np.linalg.norm(found.total("W")), abs=1e-6)


def test_a_short_ledger_is_shown_as_a_table_and_a_long_one_is_named():
    found = ledger(record(*run(SIZES[0], HEADS[0], "every")[:4]))
    assert "<table>" in found._repr_mimebundle_()["text/html"] and "V_4" in repr(found)
    long = ledger(record(*run((13, 2, 4, 2, 7), HEADS[0], "every")[:4]))
    assert repr(long) == "Ledger of 13 losses and T = 13 copies (B = 2, n_z = 2)"
    assert set(long._repr_mimebundle_()) == {"text/plain"}
    with pytest.raises(ValueError, match=r"T = 13 columns.*ledger_map"):
        long.table()


def test_a_ledger_cannot_be_changed_and_changes_nothing():
    trace = record(*run(SIZES[0], HEADS[0], "every")[:4])
    before = {name: trace.value(name).copy() for name in trace.names}
    found = ledger(trace)
    found.within(2)
    with pytest.raises(FrozenInstanceError):
        found.times = ()
    for name, value in before.items():
        np.testing.assert_array_equal(trace.value(name), value)


def test_what_has_no_ledger_is_named():
    model, x, y = three_steps()
    with pytest.raises(ValueError, match="no loss"):
        ledger(record(model, x))
    with pytest.raises(ValueError, match="letter = 'U', expected V, W or b"):
        ledger(record(model, x, y, squared_error)).entries("U")
    untied = UntiedRNN.copies_of(model, 3)
    with pytest.raises(TypeError, match="UntiedRNN, expected one of an RNN"):
        ledger(record(untied, x, [1.0], squared_error, read="last"))
    with pytest.raises(ValueError, match="window = 0"):
        ledger(record(model, x, y, squared_error)).within(0)
    feeding_back = OutputRNN([[1.0]], [[1.0]], [0.0], [[1.0]], [0.0], tau=identity)
    with pytest.raises(TypeError, match="OutputRNN"):
        ledger(record(feeding_back, x, y, squared_error))
