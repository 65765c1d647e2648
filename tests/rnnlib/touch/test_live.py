"""A laboratory that the kernel hears: what follows the page, and what stays without anywidget."""

import types

import numpy as np
import pytest

from rnnlib import RNN, Vocabulary, explore, lecture_example, record
from rnnlib.touch import live

MODEL, WORDS = lecture_example()


def laboratory():
    return explore(MODEL, Vocabulary(WORDS), "This is good news.")


@pytest.fixture
def kernel(monkeypatch):
    shell = types.SimpleNamespace(kernel=object())
    fake = types.SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(live.sys.modules, "IPython", fake)


def test_a_laboratory_begins_with_its_own_model_and_sentence():
    lab = laboratory()
    assert lab.sentence == "This is good news"
    np.testing.assert_array_equal(lab.model.V, MODEL.V)


def test_every_kind_of_place_is_a_number_of_the_model():
    places = {"W.4.0": 1.5, "V.0.1": 2.5, "U.2": 3.5, "b.1": 4.5, "c": 5.5}
    changed = live.with_changes(MODEL, places.items())
    found = changed.W[4, 0], changed.V[0, 1], changed.U[2, 0], changed.b[1], changed.c[0]
    assert found == tuple(places.values())
    together = zip("WVUbc", (changed.W, changed.V, changed.U, changed.b, changed.c), strict=True)
    assert [np.sum(array != getattr(MODEL, name)) for name, array in together] == [1] * 5
    assert isinstance(changed, RNN) and changed.sigma is MODEL.sigma


def test_without_a_kernel_the_page_is_the_same_to_the_letter():
    lab = laboratory()
    assert lab.live().html() == lab.html() == laboratory().html()


def test_without_anywidget_it_says_what_to_install_and_shows_the_page(kernel, monkeypatch):
    monkeypatch.setattr(live, "can_hear", lambda: False)
    lab = laboratory()
    with pytest.warns(UserWarning, match=r"%pip install .anywidget"):
        assert lab.live().html() == lab.html()


def test_what_a_live_page_tells_is_in_the_laboratory_that_one_has_a_name_for(kernel, monkeypatch):
    ears = []

    def listen(heard):
        ears.append(heard)
        return "a-token"

    monkeypatch.setattr(live, "can_hear", lambda: True)
    monkeypatch.setattr(live, "listen", listen)
    lab = laboratory()
    assert '"token": "a-token"' in lab.live().html() and "a-token" not in lab.html()
    ears[0].update(changed=[["V.0.1", 0.25]], words=["good", "news", "<eos>"])
    assert lab.model.V[0, 1] == 0.25 and lab.sentence == "good news"
    assert lab.trace.model is MODEL


def test_a_network_that_the_page_cannot_compute_is_not_joined(kernel, monkeypatch):
    monkeypatch.setattr(live, "can_hear", lambda: pytest.fail("asked"))

    class Gated(RNN):
        """A student's cell."""

        def step(self, x, z):
            """Half old, half new."""
            return 0.5 * z + 0.5 * self.sigma(z @ self.V + x @ self.W + self.b)

    gated = Gated(MODEL.W, MODEL.V, MODEL.b, MODEL.U, MODEL.c)
    lab = explore(record(gated, Vocabulary(WORDS).one_hot(WORDS)), WORDS)
    assert lab.live() is lab
