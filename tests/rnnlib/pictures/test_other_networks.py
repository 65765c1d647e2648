"""Networks that nobody has told the pictures of: drawn as they are, or refused in one sentence.

They stand here as a student would write them, with letters of their own.
"""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.patches import Circle, FancyBboxPatch
from seen import check_places, numbers, shown_texts

from rnnlib import (
    RNN,
    Network,
    OutputRNN,
    Vocabulary,
    arithmetic,
    folded_graph,
    fork,
    gradients,
    hidden_to_hidden,
    lecture_example,
    operations,
    operations_of_one_step,
    output_arithmetic,
    read_along,
    record,
    shares,
    sigmoid,
    squared_error,
    step_backward,
    step_forward,
    step_through,
    tanh,
    unfolded,
    unfolded_graph,
    walkthrough,
    weight,
)
from rnnlib.functions import Activation
from rnnlib.inputs.names import Name
from rnnlib.pictures.ink import COLOURS, GREY
from rnnlib.views.graph import score
from rnnlib.views.one_step import terms


class GRU(Network):
    W_u: np.ndarray = weight("n_x", "n_z")
    V_u: np.ndarray = weight("n_z", "n_z")
    b_u: np.ndarray = weight("n_z")
    W_r: np.ndarray = weight("n_x", "n_z")
    V_r: np.ndarray = weight("n_z", "n_z")
    W: np.ndarray = weight("n_x", "n_z")
    V: np.ndarray = weight("n_z", "n_z")
    U: np.ndarray = weight("n_z", "n_f")
    c: np.ndarray = weight("n_f")
    tau: Activation = sigmoid

    def step(self, x, z):
        u = sigmoid(x @ self.W_u + z @ self.V_u + self.b_u)
        r = sigmoid(x @ self.W_r + z @ self.V_r)
        return (1 - u) * z + u * tanh(x @ self.W + (r * z) @ self.V)


class Textbook(Network):
    """The RNN with the letters of another book, and without a bias."""

    Wx: np.ndarray = weight("n_x", "n_z")
    Wh: np.ndarray = weight("n_z", "n_z")
    U: np.ndarray = weight("n_z", "n_f")
    c: np.ndarray = weight("n_f")
    tau: Activation = sigmoid

    def step(self, x, z):
        return tanh(x @ self.Wx + z @ self.Wh)


class Sum(Network):
    """No weight between the states."""

    W: np.ndarray = weight("n_x", "n_z")
    U: np.ndarray = weight("n_z", "n_f")
    c: np.ndarray = weight("n_f")
    tau: Activation = sigmoid

    def step(self, x, z):
        return z + x @ self.W


class Linear(Textbook):
    def step(self, x, z):
        return x @ self.Wx + z @ self.Wh


class Leaky(RNN):
    def step(self, x, z):
        return 0.5 * z + 0.5 * super().step(x, z)


NETWORKS = [GRU, Textbook, Sum, Leaky]
each = pytest.mark.parametrize("cls", NETWORKS)
WORDS = ["This", "is", "good"]
VOCABULARY = Vocabulary(lecture_example()[1])


def model(cls):
    rng = np.random.default_rng(3)
    sizes = {"n_x": 5, "n_z": 2, "n_f": 1}
    shapes = {name: [sizes[axis] for axis in axes] for name, axes in cls.sizes.items()}
    return cls(**{name: 0.7 * rng.normal(size=shape) for name, shape in shapes.items()})


def trace(cls, **options):
    x = VOCABULARY.one_hot(WORDS)
    return record(model(cls), x, [[1.0], [0.0], [1.0]], squared_error, **options)


def letters(graph, tail, head):
    return {a.letter for a in graph.arrows if (str(a.tail), str(a.head)) == (tail, head)}


@pytest.mark.parametrize(
    ("cls", "memory", "word"),
    [
        (GRU, {"V_u", "V_r", "V"}, {"W_u", "W_r", "W"}),
        (Textbook, {"Wh"}, {"Wx"}),
        (Sum, {""}, {"W"}),
        (Leaky, {"V"}, {"W"}),
    ],
)
def test_a_state_comes_from_the_state_before_and_the_word_by_their_own_weights(cls, memory, word):
    graph = unfolded(trace(cls))
    assert letters(graph, "z[0]", "z[1]") == letters(graph, "z_init", "z[0]") == memory
    assert letters(graph, "x[2]", "z[2]") == word and letters(graph, "z[1]", "f[1]") == {"U"}
    assert not letters(graph, "z[0]", "z[2]") and not letters(graph, "x[0]", "z[1]")


@each
def test_the_shares_of_a_gradient_add_up_however_often_a_value_is_used_in_a_step(cls):
    recorded = trace(cls, z_init=[0.3, -0.2])
    found, flows = gradients(recorded), shares(recorded)
    for box in unfolded(recorded).boxes:
        parts = [share for (tail, _), share in flows.items() if tail == str(box.name)]
        if parts:
            np.testing.assert_allclose(sum(parts), found[recorded[score(box.name)]], rtol=1e-12)
    assert ("z_init", "z[0]") in flows and ("z[1]", "z[2]") in flows


@each
def test_a_step_has_every_operation_of_the_record_once_and_no_other_step(cls):
    recorded = trace(cls)
    graph = operations(recorded, 1, "z")
    names = {str(box.name) for box in graph.boxes}
    assert {"z[0]", "x[1]", "z[1]"} <= names and not {"x[0]", "z_init", "f[1]"} & names
    first, last = (recorded.nodes.index(recorded[name]) for name in ("z[0]", "z[1]"))
    made = [node for node in recorded.nodes[first + 1 : last + 1] if node.parents]
    computed = {str(a.head) for a in graph.arrows} - {"z[1]"}
    assert len(computed) == len(made)
    places = [(box.column, box.lane) for box in graph.boxes]
    assert len(set(places)) == len(places)
    assert graph["z[1]"].lane == 0 and min(box.lane for box in graph.boxes) < -2


@each
def test_the_step_is_drawn_without_boxes_that_overlap_and_told_operation_by_operation(cls):
    recorded = trace(cls)
    shown = operations_of_one_step(recorded, 1)
    assert max(shown.figure.get_size_inches()) <= 12.81
    patches = shown.figure.findobj(lambda a: isinstance(a, (FancyBboxPatch, Circle)))
    outlines = [patch.get_extents() for patch in patches]
    assert not any(one.overlaps(two) for one, two in combinations(outlines, 2))
    assert {r"$\mathbf{z}^{[0]}$", r"$\mathbf{x}^{[1]}$", "$f^{[1]}$"} <= set(numbers(shown))
    assert "z[1] = " in shown.alt and shown.alt.count(" = ") >= 2 * 5


@each
@pytest.mark.slow
def test_it_is_unfolded_folded_and_stepped_with_one_letter_on_each_arrow(cls):
    recorded = trace(cls)
    shown = unfolded_graph(recorded)
    check_places(shown)
    written = {"GRU": r"$\mathbf{V}$", "Leaky": r"$\mathbf{V}$", "Textbook": r"$\mathbf{Wh}$"}
    if cls is not Sum:
        assert numbers(shown).count(written[cls.__name__]) == 3
    assert "DELAY" in numbers(folded_graph(recorded))
    assert "z[1] is computed from z[0] and x[1]" in str(step_forward(recorded)).replace(
        "x[1] and z[0]", "z[0] and x[1]"
    )
    assert "dz[1] gets " in str(step_backward(recorded))
    check_places(fork(recorded, 1))


@pytest.mark.slow
@each
def test_it_reads_a_sentence_with_the_numbers_of_its_run(cls):
    recorded = record(model(cls), VOCABULARY.one_hot(WORDS), read="last")
    assert len(step_through(recorded, WORDS).frames) == 4
    shown = walkthrough(recorded, WORDS, 1)
    check_places(shown)
    if cls is Textbook:
        assert r"$\mathbf{Wx}^{\!\top\!} \mathbf{x}^{[1]}$" in numbers(shown)
    else:
        assert any(cls.__name__ in text for text in numbers(shown))
        memory = [a for a in shown_texts(shown) if a.get_text() == r"$\mathbf{z}^{[0]}$"]
        wanted = GREY if cls is Sum else COLOURS["V"]  # in the formula; the other heads its column
        assert {a.get_color() for a in memory} == {COLOURS["z"], wanted}
    assert len(read_along(model(cls), VOCABULARY, "This is good").frames) == 4


def test_the_terms_of_a_sum_have_their_own_letters_and_a_gate_has_none():
    parts = terms(trace(Textbook), Name("z", 1))
    assert {k: str(term.factor) for k, term in parts.items()} == {"Wx": "x[1]", "Wh": "z[0]"}
    assert "Wxᵀx[1]" in arithmetic(trace(Textbook), 1).head
    assert terms(trace(GRU), "z[1]") == terms(trace(Leaky), "z[1]") == {}
    assert terms(trace(Linear), "z[1]") == {}  # a sum, but no activation of it
    assert "Uᵀz[2]" in output_arithmetic(trace(GRU)).head


@pytest.mark.parametrize("cls", [GRU, Leaky, Sum])
def test_what_a_picture_needs_is_said_in_one_sentence(cls):
    with pytest.raises(ValueError, match=rf"z\[1\] of this {cls.__name__} is no activation of a"):
        arithmetic(trace(cls), 1)
    if cls is not Leaky:
        with pytest.raises(ValueError, match="needs one matrix between two layers"):
            hidden_to_hidden(trace(cls))


def test_a_walk_needs_states_that_come_from_states():
    fed_back = OutputRNN.initialise(5, 2, 1, rng=np.random.default_rng(0))
    recorded = record(fed_back, VOCABULARY.one_hot(WORDS), read="last")
    with pytest.raises(ValueError, match="this OutputRNN reads something else; use draw"):
        walkthrough(recorded, WORDS, 0)
