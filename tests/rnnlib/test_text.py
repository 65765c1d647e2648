"""Text: words in order, one number for each, one-hot rows that act like the vectors."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlib import RNN, OneHot, Vocabulary, tokens
from rnnlib.text import EOS, UNKNOWN

anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.binary(), st.lists(st.integers())
)
words = st.text(min_size=1, max_size=5)


def test_the_sentence_of_the_lecture_is_five_tokens():
    assert tokens("This is good news.") == ["this", "is", "good", "news", EOS]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Isn't it good?!", ["isn't", "it", "good", "?", "!"]),
        ("Isn’t it", ["isn't", "it"]),  # the apostrophe of phones and word processors
        ("well-made, snake_case (3.5 stars)", ["well", "made", "snake", "case", "3", "5", "stars"]),
        ("Größe 北京", ["größe", "北京"]),
        ("cafe\u0301", ["café"]),
        ("a <unk> word <eos> <EOS>", ["a", UNKNOWN, "word"]),
    ],
)
def test_words_stay_whole_and_punctuation_goes(sentence, expected):
    assert tokens(sentence) == [*expected, EOS]


APOSTROPHES = "'’‘‛´`′＇ʼʻʹˈ՚ꞌ"


@pytest.mark.parametrize("sign", APOSTROPHES, ids=[f"U+{ord(s):04X}" for s in APOSTROPHES])
def test_whatever_is_typed_for_the_apostrophe_a_negation_stays_one_word(sign):
    assert tokens(f"It isn{sign}t good") == ["it", "isn't", "good", EOS]
    quoted = f"{sign}Good{sign} news, the actors{sign} own"
    assert tokens(quoted) == ["good", "news", "the", "actors", "own", EOS]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("यह अच्छा नहीं है।", "यह अच्छा नहीं है"),  # Hindi
        ("படம் நன்றாக இல்லை", "படம் நன்றாக இல்லை"),  # Tamil
        ("ছবিটা ভালো না", "ছবিটা ভালো না"),  # Bengali
        ("الفيلمُ ليسَ جيِّدًا", "الفيلمُ ليسَ جيِّدًا"),  # Arabic with vowel signs
        ("הַסֶּרֶט לֹא טוֹב", "הַסֶּרֶט לֹא טוֹב"),  # Hebrew with points
        ("หนัง ไม่ ดี", "หนัง ไม่ ดี"),  # Thai
        ("ফিল্ম\u200cটি ভাল", "ফিল্ম\u200cটি ভাল"),  # a joiner inside of a word
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian
        ("İyi değil", "i\u0307yi değil"),  # Turkish: small İ has a mark
        ("x\u0304 is q\u0303", "x\u0304 is q\u0303"),  # no single sign stands for these
        ("for\u00adgot\u00adten", "forgotten"),  # soft hyphens
        ("good❤\ufe0f film", "good film"),  # an emoji with its selector
    ],
)
def test_a_word_keeps_the_marks_on_its_letters(sentence, expected):
    expected = [unicodedata.normalize("NFC", word) for word in expected.split()]
    assert tokens(sentence) == [*expected, EOS]


def test_a_mark_without_a_letter_is_no_word():
    assert tokens("good \u0301 \u0947 film") == ["good", "film", EOS]


def test_capitals_stay_if_asked():
    assert tokens("This is IT", lower=False) == ["This", "is", "IT", EOS]


@given(st.text())
def test_any_string_gives_tokens_that_stay_themselves_or_a_clear_error(sentence):
    try:
        found = tokens(sentence)
    except ValueError as error:
        assert "no word" in str(error)
        return
    assert found[-1] == EOS and EOS not in found[:-1]
    assert tokens(" ".join(found[:-1])) == found


@given(anything)
def test_a_sentence_that_is_no_string_is_refused(value):
    with pytest.raises(TypeError, match="sentence is"):
        tokens(value)


@pytest.mark.parametrize("empty", ["", "   ", "...", "<eos>"])
def test_a_sentence_without_a_word_is_refused(empty):
    with pytest.raises(ValueError, match="no word"):
        tokens(empty)


def test_a_vocabulary_counts_and_keeps_the_order_of_first_appearance():
    sentences = [["b", "a", "b"], ["c", "a"]]
    assert Vocabulary.of(sentences).words == (UNKNOWN, "b", "a", "c")
    assert Vocabulary.of(sentences, at_least=2).words == (UNKNOWN, "b", "a")
    assert Vocabulary.of(iter(sentences), unknown=False).words == ("b", "a", "c")


def test_an_unknown_word_is_read_as_unk_and_shown_as_unk():
    vocabulary = Vocabulary.of([["good", "news"]])
    assert vocabulary.known(["good", "sushi"]) == ["good", UNKNOWN]
    assert vocabulary.indices(["good", "sushi"]).tolist() == [1, 0]
    assert "sushi" not in vocabulary and "good" in vocabulary


def test_without_unk_an_unknown_word_is_named():
    with pytest.raises(ValueError, match=r"'sushi'.*unknown=True"):
        Vocabulary(("good", "news")).indices(["good", "sushi"])


def test_one_hot_rows_hold_a_single_one_at_the_number_of_the_word():
    vocabulary = Vocabulary(("this", "is", "good", "news", EOS))
    one_hot = vocabulary.one_hot(tokens("This is good news."))
    np.testing.assert_array_equal(one_hot, np.eye(5))
    assert one_hot.dtype == np.float64
    assert vocabulary.one_hot(["is"], np.float32).dtype == np.float32


@given(st.lists(words, min_size=1, unique=True), st.data())
def test_a_number_leads_back_to_its_word(names, data):
    vocabulary = Vocabulary(names)
    sentence = data.draw(st.lists(st.sampled_from(names), min_size=1))
    assert [vocabulary.words[i] for i in vocabulary.indices(sentence)] == sentence


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda: Vocabulary(()), ValueError, "at least one"),
        (lambda: Vocabulary(("a", "b", "a")), ValueError, r"\['a'\] occur twice"),
        (lambda: Vocabulary("abc"), TypeError, "list of strings"),
        (lambda: Vocabulary((1, 2)), TypeError, "list of strings"),
        (lambda: Vocabulary.of("good news"), TypeError, "tokens"),
        (lambda: Vocabulary.of(["good news"]), TypeError, "tokens"),
        (lambda: Vocabulary(("a",)).indices("a"), TypeError, "tokens"),
        (lambda: Vocabulary(("a",)).indices([]), ValueError, "T = 0"),
    ],
)
def test_what_is_no_vocabulary_is_refused(make, error, says):
    with pytest.raises(error, match=says):
        make()


@given(st.integers(1, 7), st.data())
def test_one_hot_acts_like_the_vectors_it_stands_for(n, data):
    places = np.array(data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=6)))
    short, full = OneHot(places, n), np.eye(n)[places]
    W = np.arange(n * 3.0).reshape(n, 3)
    np.testing.assert_array_equal(np.asarray(short), full)
    np.testing.assert_array_equal(short @ W, full @ W)
    np.testing.assert_array_equal(np.asarray(short[::-1]), full[::-1])
    assert short.shape == full.shape and short.ndim == full.ndim and len(short) == len(full)
    assert [np.asarray(row).tolist() for row in short] == full.tolist()


def test_a_vocabulary_of_thousands_is_never_built_as_a_square():
    with np.errstate(all="raise"):
        assert np.asarray(OneHot(np.array([5]), 10**6)).shape == (1, 10**6)


def test_a_network_reads_numbers_as_it_reads_vectors():
    model = RNN.initialise(6, 4, 2, rng=np.random.default_rng(0))
    x = OneHot(np.random.default_rng(1).integers(0, 6, (5, 3)), 6)
    for a, b in zip(model.run(x), model.run(np.asarray(x)), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-13)


@given(st.one_of(st.integers(-99, -1), st.integers(4, 99)))
def test_a_number_outside_the_vocabulary_is_named_with_its_place(wrong):
    with pytest.raises(ValueError, match=rf"{wrong} at \[1\], expected 0 … 3"):
        OneHot(np.array([0, wrong]), 4)


@pytest.mark.parametrize("indices", [[0.0, 1.0], [True], ["a"], [None]])
def test_indices_that_are_no_whole_numbers_are_refused(indices):
    with pytest.raises(TypeError, match="whole numbers"):
        OneHot(np.array(indices), 4)


@pytest.mark.parametrize("n", [0, -1, 2.5, None])
def test_a_size_that_is_no_count_is_refused(n):
    with pytest.raises(ValueError, match="n = "):
        OneHot(np.array([0]), n)


def test_a_matrix_with_other_rows_is_refused():
    with pytest.raises(ValueError, match="W has 3 rows, expected n = 4"):
        OneHot(np.array([0]), 4) @ np.zeros((3, 2))
