"""Data: parts without a common sentence, batches equal their sentences, the cache is whole."""

import hashlib
import io
import re
import subprocess
import sys
import tarfile
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rnnlib
from rnnlib import (
    RNN,
    OneHot,
    Vocabulary,
    batches,
    binary_cross_entropy,
    bptt,
    encode,
    generated_sentences,
    parameters,
    split,
    tokens,
)
from rnnlib.data import reviews
from rnnlib.data.sentences import Sentences, review_sentences

CORPUS = generated_sentences(200, np.random.default_rng(0))


def seeded(seed=0):
    return np.random.default_rng(seed)


# --- Sentences and split -------------------------------------------------------------------------


def test_sentences_are_indexed_like_a_list_and_cut_like_an_array():
    data = Sentences(["Good.", "Bad.", "Nice."], [1, 0, 1], "little sentences")
    assert data[1] == ("Bad.", 0) and data[-1] == ("Nice.", 1)
    assert list(data[:2]) == [("Good.", 1), ("Bad.", 0)]
    assert data[np.array([2, 0])].texts == ("Nice.", "Good.")
    assert data[data.labels == 1].texts == ("Good.", "Nice.")
    assert repr(data) == "3 little sentences, 67% positive"


def test_labels_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"shape \(1,\), expected \(2,\)"):
        Sentences(["a", "b"], [1])
    with pytest.raises(ValueError, match="label 1 is 2"):
        Sentences(["a", "b"], [1, 2])


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("0", r"label 0 is 0 \(str\)"),
        ("positive", r"label 0 is positive \(str\)"),
        (None, r"label 0 is None \(NoneType\)"),
        (0.5, r"label 0 is 0.5 \(float\)"),
        (np.nan, r"label 0 is nan \(float\)"),
        (-1, r"label 0 is -1 \(int\)"),
        (2, r"label 0 is 2 \(int\)"),
        (1j, r"label 0 is 1j \(complex\)"),
        (b"1", r"label 0 is b'1' \(bytes\)"),
        ({}, r"label 0 is {} \(dict\)"),
    ],
)
def test_a_label_that_is_no_number_is_shown_with_its_type(label, says):
    with pytest.raises(ValueError, match=says):
        Sentences(["a"], [label])


@given(st.integers(4, 60), st.floats(0.05, 0.95), st.integers(0, 99))
def test_a_split_keeps_every_sentence_once_and_the_share_of_labels(n, fraction, seed):
    data = Sentences([str(i) for i in range(n)], np.arange(n) % 3 == 0)
    rest, part = split(data, fraction, seeded(seed))
    assert sorted(rest.texts + part.texts) == sorted(data.texts)
    assert abs(part.labels.sum() - fraction * data.labels.sum()) <= 0.5 + 1e-9
    assert dict([*rest, *part]) == dict(data)


TWICE = ["Good.", "good", "Bad!", "A b c.", "a  b, c", "...", "d", "e f"]


@given(
    st.lists(st.tuples(st.sampled_from(TWICE), st.integers(0, 1)), min_size=1, max_size=40),
    st.floats(0.05, 0.95),
    st.integers(0, 99),
)
def test_a_sentence_that_stands_twice_stays_in_one_part(pairs, fraction, seed):
    data = Sentences(*zip(*pairs, strict=True))
    rest, part = split(data, fraction, seeded(seed))
    assert sorted([*rest, *part]) == sorted(pairs)
    read = [{" ".join(re.findall(r"[a-z!]+", t.lower())) for t in p.texts} for p in (rest, part)]
    assert not read[0] & read[1]


def test_doubles_do_not_change_the_share():
    data = Sentences([f"w{i // 2}" for i in range(400)], np.arange(400) // 2 % 2)
    sizes = [len(split(data, 0.25, seeded(seed))[1]) for seed in range(5)]
    assert sizes == [100] * 5


@pytest.mark.parametrize("fraction", [0, 1, -0.2, 20, np.nan])
def test_a_fraction_is_a_share(fraction):
    with pytest.raises(ValueError, match="fraction = "):
        split(CORPUS, fraction, seeded())


# --- batches -------------------------------------------------------------------------------------


def case(kind, n=9, n_x=5, seed=0):
    """Sentences of length 1 to 4, as one-hot numbers or as vectors; targets last and every."""
    rng = seeded(seed)
    lengths = rng.integers(1, 5, n)
    if kind == "one-hot":
        x = [OneHot(rng.integers(0, n_x, T), n_x) for T in lengths]
    else:
        x = [rng.normal(size=(T, n_x)) for T in lengths]
    return x, rng.random((n, 2)), [rng.random((T, 2)) for T in lengths]


@pytest.mark.parametrize("kind", ["one-hot", "vectors"])
@pytest.mark.parametrize("read", ["last", "every"])
@pytest.mark.parametrize("rng", [None, 0, 1])
def test_batches_give_exactly_the_loss_and_gradient_of_their_sentences(kind, read, rng):
    model = RNN.initialise(5, 3, 2, rng=seeded())
    x, last, every = case(kind)
    y = last if read == "last" else every
    pairs = zip(x, y, strict=True)
    alone = [bptt(model, x_i, y_i, binary_cross_entropy, read=read) for x_i, y_i in pairs]
    value, sums = 0.0, Counter()
    for x_b, y_b in batches(x, y, 3, rng=None if rng is None else seeded(rng)):
        B = x_b.shape[1]
        L, gradient = bptt(model, x_b, y_b, binary_cross_entropy, read=read)
        value += B * L
        for name, g in parameters(gradient).items():
            sums[name] = sums[name] + B * g
    assert value == pytest.approx(sum(L for L, _ in alone), rel=1e-12)
    for name, g in sums.items():
        expected = sum(getattr(gradient, name) for _, gradient in alone)
        np.testing.assert_allclose(g, expected, rtol=1e-10, atol=1e-13)


@settings(max_examples=50)
@given(st.integers(1, 12), st.integers(1, 5), st.one_of(st.none(), st.integers(0, 9)))
def test_every_sequence_comes_once_beside_its_own_target(n, size, seed):
    x, *_ = case("vectors", n)
    y = np.array([[x_i.sum()] for x_i in x])
    seen = []
    for x_b, y_b in batches(x, y, size, rng=None if seed is None else seeded(seed)):
        assert x_b.shape[1] == len(y_b) <= size
        np.testing.assert_allclose(x_b.sum(axis=(0, 2)), y_b[:, 0])
        seen += y_b[:, 0].tolist()
    assert sorted(seen) == sorted(y[:, 0].tolist())


def test_without_rng_the_order_stays_and_with_one_it_changes():
    x = [np.full((2, 1), float(i)) for i in range(20)]
    y = np.arange(20.0)[:, None]
    orders = [
        np.concatenate([y_b for _, y_b in batches(x, y, 4, rng=rng)])[:, 0].tolist()
        for rng in (None, seeded(0), seeded(0), seeded(1))
    ]
    assert orders[0] == list(range(20))
    assert orders[1] == orders[2] != orders[3] != orders[0]
    first = set(orders[1][:4])
    assert not any(first == set(range(k, k + 4)) for k in range(0, 20, 4))  # new batch mates, too


def test_a_dense_net_gets_rows():
    x, y = seeded().random((7, 3)), seeded().random((7, 2))
    shapes = [(x_b.shape, y_b.shape) for x_b, y_b in batches(x, y, 4)]
    assert shapes == [((4, 3), (4, 2)), ((3, 3), (3, 2))]


def test_encoding_gives_numbers_of_words_and_a_column_of_labels():
    data = Sentences(["Good news.", "Bad sushi."], [1, 0])
    vocabulary = Vocabulary.of([tokens("good bad news")])
    x, y = encode(data, vocabulary, np.float32)
    assert [x_i.indices.tolist() for x_i in x] == [[1, 3, 4], [2, 0, 4]]
    assert y.tolist() == [[1.0], [0.0]] and y.dtype == np.float32
    assert vocabulary.words[4] == "<eos>"


V, M = np.zeros(2), np.zeros((3, 2))


@pytest.mark.parametrize(
    ("x", "y", "says"),
    [
        ([M, M], [V], "y has 1 targets but x has 2"),
        ([M, np.zeros((0, 2))], [V, V], r"x\[1\] has shape \(0, 2\)"),
        ([M, np.zeros((3, 4))], [V, V], r"x\[1\] has shape \(3, 4\), but x\[0\]"),
        ([M, OneHot(np.zeros(3, int), 2)], [V, V], r"x\[1\]"),
        ([OneHot(np.zeros(3, int), 2), OneHot(np.zeros(3, int), 5)], [V, V], r"x\[1\]"),
        ([M, M], [M, np.zeros((2, 2))], r"y\[1\] has shape \(2, 2\)"),
        ([M, M], [0, 1], r"y\[:, None\]"),
        ([M, 5], [V, V], r"x\[1\] has shape \(\)"),
        (np.zeros((3, 2, 4)), [V, V, V], "time first"),
        (OneHot(np.zeros((3, 2), int), 4), [V, V, V], "time first"),
    ],
)
def test_a_sequence_that_does_not_fit_is_named(x, y, says):
    with pytest.raises(ValueError, match=says):
        list(batches(x, y, 8))


@given(st.integers(-5, 0))
def test_a_batch_holds_at_least_one_sequence(size):
    with pytest.raises(ValueError, match="size = "):
        list(batches([M], [V], size))


# --- review sentences ----------------------------------------------------------------------------

LINES = {
    "movie": "1\t2.5\tA fine film.\r\n2\t-1.5\tDull, dull.\r\n3\t0.9\tIt exists.\r\n",
    "amazon": "1\t-1\tit broke.\r\n2\t3\tgreat great great great great great phone\r\n",
}


def pack(files):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


@pytest.fixture
def archive(monkeypatch, tmp_path):
    """A tiny archive inside an archive like the real one; downloads bring it, and are counted."""
    folder = "hutto_ICWSM_2014/{}ReviewSnippets_GroundTruth.txt"
    files = {folder.format(source): text.encode() for source, text in LINES.items()}
    whole = pack({reviews.INNER: pack(files), "../evil.txt": b"must never be unpacked"})
    monkeypatch.setattr(reviews, "ARCHIVE_SHA256", hashlib.sha256(whole).hexdigest())
    extract = hashlib.sha256(reviews._extract(whole)).hexdigest()
    monkeypatch.setattr(reviews, "REVIEWS_SHA256", extract)
    monkeypatch.setattr(reviews, "CACHE", tmp_path / "cache")
    downloads = []
    monkeypatch.setattr(reviews, "_download", lambda: downloads.append(1) or whole)
    return downloads


def test_reviews_keep_clear_ratings_and_short_sentences(archive):
    reviews.fetch_reviews()
    assert dict(review_sentences()) == {
        "A fine film.": 1,
        "Dull, dull.": 0,
        "it broke.": 0,
        "great great great great great great phone": 1,
    }
    assert len(review_sentences(max_tokens=7)) == 3
    assert review_sentences(max_tokens=4).texts[0] == "A fine film."  # with <eos>, just 4
    assert repr(review_sentences()) == "4 review sentences, 50% positive"


def test_reviews_are_fetched_once_and_nothing_else_is_written(archive, tmp_path):
    for _ in range(3):
        path = reviews.fetch_reviews()
    assert len(archive) == 1
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]


def test_missing_reviews_are_one_sentence_with_the_command(archive):
    with pytest.raises(FileNotFoundError, match=r"rnnlib\.fetch_reviews") as caught:
        review_sentences()
    assert "\n" not in str(caught.value)


def test_damaged_reviews_are_noticed_and_fetched_anew(archive):
    path = reviews.fetch_reviews()
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ValueError, match=r"damaged.*rnnlib.fetch_reviews"):
        review_sentences()
    reviews.fetch_reviews()
    assert len(archive) == 2 and len(review_sentences()) == 4


def test_an_archive_that_is_not_the_expected_one_is_not_opened(archive, monkeypatch, capsys):
    monkeypatch.setattr(reviews, "_download", lambda: b"something else")
    assert reviews.main() == 1
    assert "sha256" in capsys.readouterr().err
    assert not reviews.CACHE.exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(archive, monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(reviews, "CACHE", tmp_path / "file" / "cache")
    assert reviews.main() == 1
    error = capsys.readouterr().err
    assert "RNNLIB_CACHE" in error and error.count("\n") == 1


def test_a_full_disk_leaves_no_half_file(archive, monkeypatch, capsys):
    def full(path, content):
        with path.open("wb") as file:
            file.write(content[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reviews.Path, "write_bytes", full)
    assert reviews.main() == 1
    assert "No space left on device" in capsys.readouterr().err
    assert list(reviews.CACHE.iterdir()) == []


def pip_says(monkeypatch, code, message):
    done = subprocess.CompletedProcess([], code, "", message)
    monkeypatch.setattr(reviews.subprocess, "run", lambda *_, **__: done)


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("noise\nERROR: No matching distribution found for it", "check the network.*No matching"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "was not opened"),
        ("", "no reason given"),
    ],
)
def test_what_pip_could_not_do_is_one_sentence(monkeypatch, tmp_path, capsys, message, says):
    monkeypatch.setattr(reviews, "CACHE", tmp_path)
    pip_says(monkeypatch, 1, message)
    assert reviews.main() == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "Traceback" not in error
    with pytest.raises((OSError, ValueError), match=says):
        reviews.fetch_reviews()


def test_without_pip_and_uv_the_remedy_is_said(monkeypatch):
    monkeypatch.setattr(reviews, "find_spec", lambda _: None)
    monkeypatch.setattr(reviews.shutil, "which", lambda _: None)
    with pytest.raises(OSError, match="ensurepip"):
        reviews._download()


def test_without_pip_uv_brings_one(monkeypatch):
    commands = []
    monkeypatch.setattr(reviews, "find_spec", lambda _: None)
    monkeypatch.setattr(reviews.shutil, "which", lambda _: "/somewhere/uv")

    def run(command, **_):
        commands.append(command)
        return subprocess.CompletedProcess(command, 1, "", "")

    monkeypatch.setattr(reviews.subprocess, "run", run)
    with pytest.raises(OSError, match="could not download"):
        reviews._download()
    assert commands[0][:5] == ["uv", "tool", "run", "pip", "download"]


def test_the_command_runs_and_says_where_the_sentences_are(archive, capsys):
    assert reviews.main() == 0 == reviews.main()
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith("fetching") and second == third
    assert second.startswith("the review sentences are in")


def test_the_cache_is_where_the_environment_says():
    code = "from rnnlib.data import reviews; print(reviews.CACHE.name)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={
            "RNNLIB_CACHE": "elsewhere",
            "PYTHONPATH": str(reviews.Path(rnnlib.__path__[0]).parent),
        },
    )
    assert done.stdout.strip() == "elsewhere", done.stderr
