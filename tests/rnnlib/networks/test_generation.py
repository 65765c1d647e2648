"""Writing with a trained network: what is written at one step is read at the next."""

import numpy as np
import pytest
from cases import SIZES, data, random_like, rnn

from rnnlib import (
    RNN,
    EncoderDecoder,
    OneToSequence,
    bptt,
    continue_run,
    generate,
    identity,
    only_at_first,
    softmax,
    squared_error,
)


def counter(n=5, sure=20.0):
    """An RNN that says the number after the one it reads: 0, 1, …, n − 1, 0."""
    return RNN(
        np.eye(n),
        np.zeros((n, n)),
        np.zeros(n),
        sure * np.roll(np.eye(n), 1, axis=1),
        np.zeros(n),
        identity,
        softmax,
    )


def test_greedy_goes_on_until_eos_which_is_left_out():
    model = counter()
    assert generate(model, np.eye(5)[[1]], 9, eos=0).tolist() == [2, 3, 4]
    assert generate(model, np.eye(5)[[1]], 6).tolist() == [2, 3, 4, 0, 1, 2]
    assert generate(model, np.eye(5)[[3, 4]], 9, eos=0).tolist() == []
    batch = np.eye(5)[[[1, 3]]]
    assert [row.tolist() for row in generate(model, batch, 9, eos=0)] == [[2, 3, 4], [4]]


def test_a_row_does_not_see_its_batch_mates():
    model = random_like(RNN)((5, 3, 4, 6, 4))
    model = RNN(model.W, model.V, model.b, model.U, model.c, tau=softmax)
    x = data((5, 3, 4, 6, 4))[0]
    together = generate(model, x, 8, eos=0)
    for row, written in enumerate(together):
        np.testing.assert_array_equal(generate(model, x[:, row], 8, eos=0), written)


def test_generation_is_a_run_over_what_was_written():
    model = random_like(RNN)((5, 3, 4, 6, 4))
    x = data((5, 3, 4, 6, 4))[0][:, 0]
    written = generate(model, x, 6)
    read = np.concatenate([x, np.eye(4)[written[:-1]]])
    np.testing.assert_array_equal(model.run(read)[1][4:].argmax(-1), written)


@pytest.mark.parametrize("cls", [EncoderDecoder, OneToSequence], ids=lambda c: c.__name__)
def test_a_writer_that_reads_back_what_it_wrote_writes_it_again(cls):
    model = random_like(cls)(SIZES[0])
    x = data()[0] if cls is EncoderDecoder else data()[0][0]
    written = np.stack(generate(model, x, 6), axis=1)
    _, outputs = model.run(x, np.eye(7)[written])
    np.testing.assert_array_equal(outputs.argmax(-1), written)
    np.testing.assert_array_equal(generate(model, x[..., 0, :], 6), written[:, 0])


def test_sampling_draws_with_the_probabilities_of_the_output():
    model = counter(3, sure=1.0)
    x = np.tile(np.eye(3)[0], (1, 20_000, 1))
    drawn = np.array(generate(model, x, 1, rng=np.random.default_rng(0)))[:, 0]
    f = model.run(x[:, 0])[1][0]
    np.testing.assert_allclose(np.bincount(drawn) / len(drawn), f, atol=0.01)
    cold = np.array(generate(model, x, 1, rng=np.random.default_rng(0), temperature=0.5))[:, 0]
    expected = np.exp(2 * np.array([0, 1, 0])) / np.exp(2 * np.array([0, 1, 0])).sum()
    np.testing.assert_allclose(np.bincount(cold) / len(cold), expected, atol=0.01)


def test_the_same_rng_writes_the_same():
    model = counter(sure=1.0)
    one, two = (
        generate(model, np.eye(5)[[1]], 30, rng=np.random.default_rng(3)).tolist() for _ in range(2)
    )
    assert one == two and len(set(one)) > 1


def test_numbers_are_read_back_as_they_are():
    model = random_like(RNN)((5, 3, 2, 4, 2))
    x = data((5, 3, 2, 4, 2))[0]
    outputs = continue_run(model, x, 4)
    assert outputs.shape == (4, 3, 2)
    read = np.concatenate([x, outputs[:-1]])
    np.testing.assert_allclose(model.run(read)[1][4:], outputs, rtol=1e-13)
    np.testing.assert_allclose(continue_run(model, x[:, 0], 4), outputs[:, 0], rtol=1e-12)


def test_an_input_at_the_first_step_only():
    x = only_at_first(np.ones((3, 4)), 5)
    assert x.shape == (5, 3, 4) and x.sum() == 12
    assert only_at_first([1.0, 2.0], 1).shape == (1, 2)
    states, _ = rnn().run(x)
    assert np.abs(states[4]).max() > 0
    assert bptt(rnn(), x, data()[1], squared_error)[0] > 0  # trained like any other sequence


def test_inputs_and_outputs_must_have_one_size():
    for function in (generate, continue_run):
        with pytest.raises(ValueError, match=r"n_x = 4, n_f = 7.*same size"):
            function(rnn(), data()[0], 3)


@pytest.mark.parametrize("steps", [0, -1])
def test_at_least_one_step(steps):
    for function in (generate, continue_run):
        with pytest.raises(ValueError, match="steps = "):
            function(counter(), np.eye(5), steps)
    with pytest.raises(ValueError, match="T = "):
        only_at_first(np.ones(3), steps)


def test_temperature_and_eos_are_checked():
    with pytest.raises(ValueError, match="temperature = 0"):
        generate(counter(), np.eye(5), 3, rng=np.random.default_rng(0), temperature=0)
    with pytest.raises(ValueError, match="eos = 5, expected a word number from 0 to 4"):
        generate(counter(), np.eye(5), 3, eos=5)
