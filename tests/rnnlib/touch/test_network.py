"""network.js computes what rnnlib computes: states, outputs, loss, gradients, steps of Adam."""

import numpy as np
import pytest
from browser import page

from rnnlib import (
    RNN,
    Adam,
    binary_cross_entropy,
    bptt,
    clip_by_norm,
    gradients,
    identity,
    record,
    relu,
    sigmoid,
    tanh,
)
from rnnlib.inputs.values import parameters
from rnnlib.learning.optimisers import norm
from rnnlib.touch.page import HERE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
HOW_MANY, STEPS = 200, 100
SIGMAS = (tanh, sigmoid, relu, identity)


@pytest.fixture(scope="module")
def tab():
    """A page that has the script."""
    with page() as tab:
        tab.add_script_tag(content=(HERE / "network.js").read_text(encoding="utf-8"))
        yield tab


def random_networks():
    """(model, x, y, read, z_init): all activations, sizes with 1 and odd ones, vectors, words."""
    rng = np.random.default_rng(0)
    for number in range(HOW_MANY):
        n_x, n_z, n_f, T = (*rng.integers(1, 9, size=3), rng.integers(1, 13))
        sigma = SIGMAS[number % 4]
        model = RNN.initialise(n_x, n_z, n_f, rng=rng, sigma=sigma)
        biases = {"b": rng.normal(size=n_z), "c": rng.normal(size=n_f)}
        model = RNN(**(parameters(model) | biases), sigma=sigma)
        words = number // 4 % 2  # numbers of words
        x = rng.integers(n_x, size=T) if words else 2 * rng.normal(size=(T, n_x))
        read = ("last", "every")[number // 8 % 2]
        y = rng.integers(2, size=(T, n_f) if read == "every" else n_f).astype(float)
        yield model, x, y, read, rng.normal(size=n_z)


def as_data(model):
    """A network as the page has it."""
    arrays = {name: array.tolist() for name, array in parameters(model).items()}
    return arrays | {"sigma": model.sigma.name, "tau": model.tau.name}


def given():
    return [
        {"model": as_data(m), "x": x.tolist(), "y": y.tolist(), "read": read, "first": z.tolist()}
        for m, x, y, read, z in random_networks()
    ]


def agree(said, wanted, what, bound=1e-12):
    """The numbers of one array differ by less than 1e-12 of the largest of them."""
    said, wanted = np.asarray(said, float), np.asarray(wanted, float)
    assert said.shape == wanted.shape, what
    assert np.abs(said - wanted).max() <= bound * np.abs(wanted).max(), what


def test_states_and_outputs_agree_with_python(tab):
    found = tab.evaluate("cases => cases.map(c => run(c.model, c.x, c.first))", given())
    assert len(found) == HOW_MANY
    for (model, x, _, _, z), page_says in zip(random_networks(), found, strict=True):
        states, outputs = model.run(x, z)
        agree(page_says["z"], states, model)
        agree(page_says["f"], outputs, model)
        agree(page_says["s"], model.score(states), model)
        before = np.vstack([z, states[:-1]])
        vectors = np.eye(len(model.W))[x] if x.ndim == 1 else x
        agree(page_says["a"], before @ model.V + vectors @ model.W + model.b, model)


def test_without_a_first_state_the_page_begins_at_zero(tab):
    model, x, *_ = next(random_networks())
    found = tab.evaluate("([m, x]) => run(m, x).f", [as_data(model), x.tolist()])
    agree(found, model.run(x)[1], model)


def test_loss_and_gradients_agree_with_python(tab):
    script = "cases => cases.map(c => backward(c.model, c.x, c.y, c.read, c.first))"
    found = tab.evaluate(script, given())
    for (model, x, y, read, z), page_says in zip(random_networks(), found, strict=True):
        value, gradient = bptt(model, x, y, binary_cross_entropy, z_init=z, read=read)
        agree(page_says["loss"], value, model)
        for name, wanted in parameters(gradient).items():
            agree(page_says["d" + name], wanted, (model, name))
            shares = [part["d" + name] for part in page_says["parts"]]
            agree(np.sum(shares, axis=0), wanted, (model, name, "the sum over the steps"))


def test_what_arrives_at_each_state_agrees_with_the_trace(tab):
    script = "cases => cases.map(c => backward(c.model, c.x, c.y, c.read, c.first))"
    found = tab.evaluate(script, given())
    for (model, x, y, read, z), page_says in zip(random_networks(), found, strict=True):
        trace = record(model, x, y, binary_cross_entropy, z_init=z, read=read)
        slopes = gradients(trace)
        wanted = [slopes[trace[f"z[{t}]"]][0] for t in range(len(x))]
        agree(page_says["dz"], wanted, model)
        parts = page_says["parts"]
        agree([np.add(part["fromOutput"], part["fromNext"]) for part in parts], wanted, model)


def test_the_terms_of_every_state_add_up_to_its_sum(tab):
    script = """cases => cases.map(c => {
        const { z, a } = run(c.model, c.x, c.first), places = [];
        const why = (t, i) => terms(c.model, c.x, z, t, i, c.first);
        const sum = (t, i) => why(t, i).reduce((s, term) => s + term.value, 0);
        a.forEach((a_t, t) => a_t.forEach((a_ti, i) => places.push([sum(t, i), a_ti])));
        return places;
    })"""
    found = tab.evaluate(script, given())
    assert len(found) == HOW_MANY
    for sums, a in (zip(*places, strict=True) for places in found):
        agree(sums, a, "a")


def test_a_term_names_where_it_comes_from(tab):
    model, x, *_ = next(random_networks())
    states = model.run(x)[0]
    found = tab.evaluate("([m, x]) => terms(m, x, run(m, x).z, 1, 0)", [as_data(model), x.tolist()])
    n_z, n_x = len(model.V), len(model.W)
    assert [term["name"] for term in found] == [
        *(f"V from unit {i}" for i in range(n_z)),
        *(f"W from input {i}" for i in range(n_x)),
        "b",
    ]
    wanted = [*states[0] * model.V[:, 0], *x[1] * model.W[:, 0], model.b[0]]
    agree([term["value"] for term in found], wanted, "terms")
    word = tab.evaluate("m => terms(m, [0, 0], run(m, [0, 0]).z, 0, 0)", as_data(model))
    assert word[n_z]["name"] == "W from word 0" and word[n_z]["value"] == model.W[0, 0]


def trained(model, x, y, read, z):
    """The model after 100 steps, and the length of the longest gradient."""
    optimiser, longest = Adam(), 0.0
    memory = optimiser.start(model)
    for _ in range(STEPS):
        slope = bptt(model, x, y, binary_cross_entropy, z_init=z, read=read)[1]
        longest = max(longest, norm(slope))
        model, memory = optimiser.step(model, clip_by_norm(slope, 1.0), memory)
    return model, longest


def distance(said, wanted):
    """The largest difference of two models, relative for each parameter."""
    return max(np.abs(np.subtract(said[k], a)).max() / np.abs(a).max() for k, a in wanted.items())


@pytest.mark.slow
@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
def test_a_training_of_100_steps_agrees_with_python(tab, every):
    script = """([cases, steps]) => cases.map((c) => {
        let { model } = c, memory, longest = 0;
        for (let n = 0; n < steps; n++) {
          const now = adam(model, backward(model, c.x, c.y, c.read, c.first), memory);
          ({ model, memory } = now);
          longest = Math.max(longest, now.length);
        }
        return { model, longest };
    })"""
    found = tab.evaluate(script, [given()[::every], STEPS])
    clipped, sensitive = 0, []
    for case, page_says in zip([*random_networks()][::every], found, strict=True):
        (wanted, longest), (model, *how) = trained(*case), case
        off = distance(page_says["model"], parameters(wanted))
        if off > 1e-12:  # only if rounding the first weights otherwise leads as far away
            nearly = {k: np.nextafter(array, 9) for k, array in parameters(model).items()}
            other, _ = trained(RNN(**nearly, sigma=model.sigma), *how)
            assert off < 20 * distance(parameters(other), parameters(wanted)), model
            sensitive.append(model)
        else:
            agree(page_says["longest"], longest, model, 1e-10)
        clipped += longest > 1
    assert len(sensitive) <= 4 and {m.sigma for m in sensitive} <= {relu, identity}
    assert len(found) / 4 < clipped < len(found)


def test_plain_and_exact_loss_are_one_formula(tab):
    found = tab.evaluate(
        """() => [-3, -0.5, 0, 2, 8].flatMap((s) => [0, 1, 0.3].map((y) =>
             [loss([activations.sigmoid(s)], [y]), lossOfScore([s], [y])]))"""
    )
    np.testing.assert_allclose(*zip(*found, strict=True), rtol=1e-11)
    assert tab.evaluate("[loss([1], [1]), loss([0], [0]), lossOfScore([1000], [0])]") == [
        0,
        0,
        1000,
    ]


def test_nothing_is_changed_in_place(tab):
    cases = given()[:16]
    script = """cases => {
        const before = JSON.stringify(cases);
        for (const c of cases) {
          const gradient = backward(c.model, c.x, c.y, c.read, c.first);
          const { memory } = adam(c.model, gradient), both = JSON.stringify([gradient, memory]);
          adam(c.model, gradient, memory, { rate: 0.1, clip: 0.01 });
          if (both !== JSON.stringify([gradient, memory])) return "changed";
        }
        return before === JSON.stringify(cases);
    }"""
    assert tab.evaluate(script, cases) is True


def test_a_loss_for_another_output_is_refused(tab):
    model = as_data(next(random_networks())[0]) | {"tau": "tanh"}
    with pytest.raises(Exception, match="τ is tanh, expected the sigmoid"):
        tab.evaluate("m => backward(m, [0], [1])", model)
