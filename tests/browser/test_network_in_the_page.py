"""The page reads as Python does: words.js splits sentences, reading.js says the same of them."""

import json
import random
import unicodedata

import numpy as np
import pytest
from browser import page

from rnnlib import RNN, Vocabulary, identity, own_sentence, relu, tokens
from rnnlib.inputs.values import parameters
from rnnlib.touch.page import HERE
from rnnlib.touch.reading import read

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
ODD = """
It isn´t good|It isn‘t isn’t isn＇t isn′t isn`t isnʼt|don't 'quoted' words'|rock 'n' roll
THE FILM!!!|what?!|<eos> good <eos>|<EOS> <UNK> <unk>s|a_b __c__|3.5 stars 1,000|½ ² ① Ⅷ
ΟΔΥΣΣΕΥΣ σας|İstanbul ISPARTA|यह अच्छा नहीं है|क्\u200dष अनु\u200cवाद|Straße STRASSE ẞ
e\u0301te\u0301 été|naı\u0308ve|한국어 각|\u1112\u1161\u11ab|日本語の映画|ภาษาไทย
co\u00adoper\u00adate|good\ufe0f movie|❤️ love 👍🏽 it|\ufeffgood\u2060news|ﬁne ﬀ|ǅ Ǆ ǆ
tom&jerry's <b>bold</b>|"quotes" “curly” «guillemets»|e-mail well-known|...|\t\n
a\u0300\u0301b|\u0301x|ʻokina Hawaiʻi|שָׁלוֹם|مُحَمَّد|Ångström A\u030a|Ŀ ŉ|x\u20dd y
१२३ ٤٥|𝒜𝓁 𝟙|ϓ ϔ|l'été d'Artagnan|O’Neill’s|isn'’t|'' ' '
""".replace("\n", "|").split("|")


@pytest.fixture(scope="module")
def tab():
    """A page that has the script."""
    with page() as tab:
        tab.add_script_tag(content=(HERE / "words.js").read_text(encoding="utf-8"))
        yield tab


def scrambled():
    """Sentences that nobody types: signs of many scripts, thrown together."""
    rng = random.Random(0)
    # letters and marks that Python and the browser have known for years
    signs = [chr(c) for c in range(0x20, 0x3000) if unicodedata.category(chr(c)) != "Cn"]
    usual = list("aBc iI'’´-!?<eos>   ")
    return ["".join(rng.choices(signs + 400 * usual, k=30)) for _ in range(300)]


def test_the_page_splits_sentences_into_the_words_of_python(tab):
    sentences = [*ODD, *scrambled()]
    assert len(sentences) > 300
    given = [[sentence, lower] for sentence in sentences for lower in (True, False)]
    found = tab.evaluate("given => given.map(([s, lower]) => tokens(s, lower))", given)
    for (sentence, lower), page_says in zip(given, found, strict=True):
        try:
            wanted = tokens(sentence, lower=lower)
        except ValueError:
            wanted = []  # no word
        assert page_says == wanted, (sentence, lower, list(map(hex, map(ord, sentence))))


def test_a_typed_sentence_is_read_as_python_reads_it(tmp_path):
    names = "the food is awful but film great good bad not never news this a was".split()
    vocabulary = Vocabulary(("<unk>", "<eos>", *names))
    model = RNN.initialise(len(vocabulary), 16, 1, rng=np.random.default_rng(3))
    path = tmp_path / "page.html"
    head = "<!doctype html><meta charset='utf-8'>"
    path.write_text(head + own_sentence(model, vocabulary).html(), encoding="utf-8")
    with page() as tab:
        tab.goto(path.as_uri())
        field, said = tab.get_by_label("Your sentence"), tab.locator(".rnn-said")
        for sentence in (
            "The sushi is not bad.",
            "Is this good?",
            "plastic",
            "This film was great",
        ):
            frames = read(model, vocabulary, sentence).frames()  # with the doubt of the field
            field.fill(sentence)
            field.press("Enter")
            assert said.inner_text() == frames[-1].sentence
            tab.get_by_label("step", exact=True).press("Home")
            for frame in frames[:-1]:
                assert said.inner_text() == frame.sentence
                tab.get_by_role("button", name="one step on").click()
        answer, picture = tab.get_by_role("status"), tab.locator(".rnn-view")
        field.fill("The sushi and tofu are good")
        answer.get_by_text("4 of 6 words are unknown: sushi, and, tofu, are").wait_for()
        assert picture.is_visible() and tab.locator("details[open]").count() == 0
        for bad, why in (("...", "no word"), ("good " * 50, "51 words are too many")):
            field.fill(bad)
            answer.get_by_text(why).wait_for()
            assert not picture.is_visible(), "an old answer to a new question"
        field.fill("good")
        answer.get_by_text("0 of 1 words are unknown").wait_for()
        assert picture.is_visible()


def test_numbers_that_grow_too_large_are_said(tmp_path):
    vocabulary = Vocabulary(("<unk>", "<eos>", "good"))
    model = RNN.initialise(3, 2, 1, rng=np.random.default_rng(0), sigma=relu, tau=identity)
    wild = RNN(
        **(parameters(model) | {"V": 1e200 * np.eye(2), "b": np.ones(2)}), sigma=relu, tau=identity
    )
    path = tmp_path / "page.html"
    html = own_sentence(wild, vocabulary, start="good").html()
    path.write_text(f"<!doctype html><meta charset='utf-8'>{html}", encoding="utf-8")
    with page() as tab:
        tab.goto(path.as_uri())
        tab.get_by_label("Your sentence").fill("good good good good")
        tab.get_by_role("status").get_by_text("grow too large").wait_for()


def test_what_is_typed_is_text_and_never_html(tmp_path):
    vocabulary = Vocabulary(("<unk>", "<eos>", "good"))
    model = RNN.initialise(3, 2, 1, rng=np.random.default_rng(0))
    html = own_sentence(model, vocabulary, start="good").html()
    assert json.dumps("</script>") not in html
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'>{html}", encoding="utf-8")
    with page() as tab:
        tab.goto(path.as_uri())
        tab.get_by_label("Your sentence").fill("<img src=x onerror=alert(1)> <unk>")
        tab.get_by_role("status").get_by_text("img, src, x").wait_for()
        assert tab.locator(".rnn-steps img").count() == 0
