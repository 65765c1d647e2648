"""The shares of a gradient are those of the record, and they add up to it."""

import numpy as np
import pytest
from cases import HEADS, data, fed_back, rnn

from rnnlib import DenseNet, bptt, gradient, gradients, lecture_example, record, three_steps
from rnnlib.functions import binary_cross_entropy, squared_error
from rnnlib.inputs.names import Name
from rnnlib.views.gradient_flow import arriving, flow, shares, uses
from rnnlib.views.graph import score, unfolded

SIZES = (4, 1, 3, 2, 5)


def traces():
    for sigma, tau, loss in HEADS:
        for read in ("every", "last"):
            x, y, z_init = data(SIZES, loss, read)
            yield record(rnn(SIZES, sigma, tau), x, y, loss, z_init=z_init, read=read)
    yield fed_back(4, 2, 3)


@pytest.mark.parametrize("trace", list(traces()), ids=repr)
def test_the_shares_that_arrive_at_a_box_add_up_to_its_gradient(trace):
    found, flows = gradients(trace), flow(trace)
    for box in unfolded(trace).boxes:
        parts = [share for (tail, _), share in flows.items() if tail == box.name]
        if parts:
            np.testing.assert_allclose(sum(parts), found[trace[score(box.name)]], rtol=1e-12)


@pytest.mark.parametrize("trace", list(traces()), ids=repr)
def test_every_arrow_but_that_of_a_target_carries_one_share(trace):
    arrows = {(a.tail, a.head) for a in unfolded(trace).arrows if a.tail.letter != "y"}
    assert set(flow(trace)) == arrows
    assert set(shares(trace)) == {(str(tail), str(head)) for tail, head in arrows}


@pytest.mark.parametrize("letter", "WVbUc")
@pytest.mark.parametrize("read", ["every", "last"])
def test_the_uses_of_a_shared_weight_add_up_to_its_gradient(letter, read):
    x, y, z_init = data(SIZES, squared_error, read)
    model = rnn(SIZES)
    trace = record(model, x, y, squared_error, z_init=z_init, read=read)
    steps = uses(trace, letter)
    assert len(steps) == (1 if read == "last" and letter in "Uc" else 4)
    by_formula = bptt(model, x, y, squared_error, z_init=z_init, read=read)[1]
    total = sum(np.reshape(step, getattr(model, letter).shape) for step in steps)
    np.testing.assert_allclose(total, getattr(by_formula, letter), rtol=1e-10)


def test_in_the_example_the_fork_adds_two_shares_of_opposite_sign():
    trace = record(*three_steps(), squared_error)
    flows, found = shares(trace), arriving(trace)
    up, right = (float(flows["z[1]", head].item()) for head in ("f[1]", "z[2]"))
    assert up > 0 > right
    assert round(up, 2) + round(right, 2) == pytest.approx(round(found[Name("z", 1)].item(), 2))
    steps = [round(step.item(), 2) for step in uses(trace, "V")]
    assert sum(steps) == pytest.approx(round(gradient(trace).V.item(), 2))


def test_the_output_that_is_fed_back_gets_a_share_from_the_next_state():
    flows = shares(fed_back())
    assert ("f[0]", "z[1]") in flows and ("z[0]", "z[1]") not in flows
    assert ("f[2]", "L[2]") in flows and ("f_init", "z[0]") in flows


def test_a_dense_net_has_shares_without_time():
    model, _ = lecture_example()
    net = DenseNet(model.W, model.b, model.U, model.c)
    trace = record(net, np.eye(5)[2], [1.0], binary_cross_entropy)
    assert set(shares(trace)) == {("f", "L"), ("z", "f"), ("x", "z")}


def test_what_is_missing_is_said():
    model, x, y = three_steps()
    with pytest.raises(ValueError, match="no loss"):
        shares(record(model, x))
    with pytest.raises(ValueError, match="letter = 'Q'"):
        uses(record(model, x, y, squared_error), "Q")
