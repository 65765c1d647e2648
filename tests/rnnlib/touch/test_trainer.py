"""trainer.js trains by the formulas of network.js, learns from thousands of sentences in slices."""

import numpy as np
import pytest
from browser import page

from rnnlib import Vocabulary, generated_sentences, split, tokens
from rnnlib.touch.page import HERE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]


@pytest.fixture(scope="module")
def tab():
    """A page that has the scripts, and the sentences as `train` and `valid`."""
    rng = np.random.default_rng(0)
    data = split(generated_sentences(2400, rng, small=True), 1 / 6, rng)
    vocabulary = Vocabulary.of([tokens(text) for text in data[0].texts])
    given = [
        {"x": [vocabulary.indices(tokens(t)).tolist() for t in s.texts], "y": s.labels.tolist()}
        for s in data
    ]
    with page() as tab:
        for name in ("network.js", "trainer.js"):
            tab.add_script_tag(content=(HERE / name).read_text(encoding="utf-8"))
        script = "([train, valid, n_x]) => Object.assign(window, { train, valid, n_x })"
        tab.evaluate(script, [*given, len(vocabulary)])
        yield tab


# A training in plain arrays: the mean of the gradients of a batch, then a step of Adam.
PLAIN = """(model, batches, settings) => {
    let memory;
    for (const batch of batches) {
      const mean = {};
      for (const name of ["dW", "dV", "db", "dU", "dc"]) mean[name] = zeros(model[name[1]]);
      for (const [x, y] of batch) {
        const gradient = backward(model, x, y);
        for (const name in mean) {
          mean[name] = each(mean[name], [gradient[name]], (sum, g) => sum + g / batch.length);
        }
      }
      ({ model, memory } = adam(model, mean, memory, settings));
    }
    return model;
}"""


def agree(said, wanted, bound=1e-11):
    for name in "WVbUc":
        a, b = np.array(said[name]), np.array(wanted[name])
        assert a.shape == b.shape and np.abs(a - b).max() < bound * np.abs(b).max(), name
    assert (said["sigma"], said["tau"]) == (wanted["sigma"], wanted["tau"])


@pytest.mark.parametrize("sigma", ["tanh", "sigmoid", "relu", "identity"])
@pytest.mark.parametrize("words", [True, False])
def test_flat_rows_train_as_the_plain_arrays_do(tab, sigma, words):
    script = f"""([sigma, words]) => {{
        const random = randomNumbers(4), settings = {{ rate: 0.02, clip: 0.3, rounds: 1 }};
        const net = fresh({{ n_x: words ? n_x : 2, n_z: 5, sigma }}, random);
        const vectors = (x) => x.map(() => [random.normal(), random.normal()]);
        const all = train.x.slice(0, 320).map((x, i) => [words ? x : vectors(x), train.y[i]]);
        const batches = Array.from({{ length: 40 }}, (_, i) => all.slice(8 * i, 8 * i + 8));
        const before = nested(net), task = {{ batch() {{}}, steps: 1, valid: all, longest: 30 }};
        const training = trainer(net, task, settings);
        batches.forEach(training.learn);
        return [nested(net), ({PLAIN})(before, batches, settings), before, nested(flat(before))];
    }}"""
    said, wanted, before, there_and_back = tab.evaluate(script, [sigma, words])
    agree(said, wanted)
    assert there_and_back == before != said


def test_a_fresh_network_begins_as_in_rnnlib(tab):
    net = tab.evaluate("nested(fresh({ n_x: 200, n_z: 32, sigma: 'relu' }, randomNumbers(1)))")
    V, W, U = (np.array(net[name]) for name in "VWU")
    np.testing.assert_allclose(V @ V.T, np.eye(32), atol=1e-12)
    assert abs(W.std() * np.sqrt(200) - 1) < 0.05 and abs(W.mean()) < 0.01
    assert U.shape == (32, 1) and abs(U.std() * np.sqrt(32) - 1) < 0.4
    assert not any(net["b"]) and net["c"] == [0]


def test_the_same_seed_gives_the_same_numbers_and_another_others(tab):
    script = (
        "[1, 1, 2].map((s) => { const r = randomNumbers(s); return [r.normal(), r.below(99)]; })"
    )
    first, again, other = tab.evaluate(script)
    assert first == again != other
    numbers = tab.evaluate(
        "(() => { const r = randomNumbers(7); return Array.from({ length: 4000 }, r.normal); })()"
    )
    assert abs(np.mean(numbers)) < 0.06 and abs(np.std(numbers) - 1) < 0.04
    shuffled = tab.evaluate("randomNumbers(3).shuffled([...Array(50).keys()])")
    assert sorted(shuffled) == list(range(50)) != shuffled


TRAINING = """([settings, sizes, seed, slice]) => {
    const random = randomNumbers(seed), net = fresh({ n_x, ...sizes }, random);
    const training = trainer(net, sentencesAsTask(train, valid, random), settings);
    const begin = performance.now();
    let longest = 0;
    while (!training.done && !training.problem) {
      const now = performance.now();
      training.work(slice);
      longest = Math.max(longest, performance.now() - now);
    }
    const { history, problem } = training, seconds = (performance.now() - begin) / 1000;
    return { history, problem, seconds, longest, net: nested(net) };
}"""


@pytest.mark.slow
def test_2000_sentences_are_learned_in_15_rounds(tab):
    settings, sizes = {"rate": 0.006, "clip": 1, "rounds": 15}, {"n_z": 16, "sigma": "tanh"}
    right = []
    for seed in range(2):
        found = tab.evaluate(TRAINING, [settings, sizes, seed, 20])
        rounds = found["history"]
        assert [h["round"] for h in rounds] == list(range(1, 16))
        assert rounds[0]["right"] < 0.6 and rounds[-1]["loss"] < rounds[0]["loss"] / 5
        assert found["seconds"] < 60  # 0.4 where nothing else runs
        right.append(rounds[-1]["right"])
    assert min(right) > 0.97


def test_a_training_may_be_cut_into_any_slices(tab):
    settings, sizes = {"rate": 0.006, "clip": None, "rounds": 2}, {"n_z": 3, "sigma": "sigmoid"}
    fine, coarse = (tab.evaluate(TRAINING, [settings, sizes, 5, ms]) for ms in (0.01, 10_000))
    assert fine["net"] == coarse["net"] and fine["history"] == coarse["history"]


def test_wild_steps_end_with_a_sentence(tab):
    settings, sizes = {"rate": 1e200, "clip": None, "rounds": 9}, {"n_z": 4, "sigma": "identity"}
    found = tab.evaluate(TRAINING, [settings, sizes, 0, 20])
    assert "the numbers grew too large" in found["problem"]
