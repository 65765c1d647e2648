# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 01 · Why not just a dense net?
#
# **After this lesson you can**
#
# - say why a dense net needs inputs of one fixed size,
# - compute how its number of weights grows with the length of the sentence,
# - show that a bag of words cannot see the order, and measure what that costs.
#
# **Time:** 20 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Do you remember?
#
# Answer before you open the solution.
#
# 1. Which weights go from the hidden layer to the hidden layer of the next step?
#    <details><summary>Answer</summary>V, of shape (n_z, n_z).</details>
# 2. What is the index of the first word?
#    <details><summary>Answer</summary>t = 0. The state before it is called z_init.</details>
# 3. The lecture writes Wᵀx. What does the code write?
#    <details><summary>Answer</summary>x @ W. Rows instead of columns, and the same W.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## The task
#
# We read a short text and decide: is it **positive** or **negative**? This is called *sentiment
# analysis*. The example of the lecture is the sentence "This is good news."
#
# First we turn the sentence into tokens. A *token* is what the network reads in one step: here a word,
# or the sign `<eos>` for the end.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import tokens

tokens("This is good news.")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## A dense net
#
# A dense (fully connected) net with one hidden layer computes
#
# $$\mathbf{z} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{b}), \qquad
# \mathbf{f} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}).$$
#
# The picture shows the same net twice. On the left each layer is one block. On the right each unit (or
# *neuron*) is drawn, with its value for one input. Green is positive, violet negative.
#
# The input is one word. A word becomes a **one-hot** vector: all zeros, and a single 1 at the place of the
# word. The list of all words that a network knows is its *vocabulary*.

# %% slideshow={"slide_type": "subslide"} minutes=1
import numpy as np

from rnnlib import DenseNet, record, two_views_of_a_dense_net

rng = np.random.default_rng(1)
net = DenseNet.initialise(5, 3, 1, rng=rng)
x = np.array([0.0, 0.0, 1.0, 0.0, 0.0])  # one word of five: "good"
two_views_of_a_dense_net(record(net, x))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Problem 1: the input has one fixed size
#
# W has one row for each input number. For the extra numbers of a longer input, W has no rows.
#
# To give this net a whole sentence, we could put the vectors of all words side by side. Five words with
# five numbers each give 25 inputs.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import Vocabulary

words = tokens("This is good news.")
vocabulary = Vocabulary(words)
x = vocabulary.one_hot(words).ravel()  # five one-hot vectors, side by side
net = DenseNet.initialise(x.size, 3, 1, rng=rng)
z, f = net.run(x)
x.size, f.round(3)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# > **Predict:** what happens with the sentence "This is good good news."?

# %% slideshow={"slide_type": "fragment"}
longer = vocabulary.one_hot(tokens("This is good good news.")).ravel()
try:
    net.run(longer)
except ValueError as error:
    print(error)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# Six tokens give 30 numbers, and the net has weights for 25. The usual remedy is **padding**: choose a
# maximal length L and fill shorter sentences with zeros.
#
# ## Problem 2: the weights grow with the length
#
# > **Predict:** with 1,000 words in the vocabulary and 16 hidden units, how many parameters does a
# > padded dense net have for L = 10 words? For L = 50? Write down two numbers.


# %% slideshow={"slide_type": "fragment"}
def dense_size(L, n_x=1000, n_z=16, n_f=1):
    return L * n_x * n_z + n_z + n_z * n_f + n_f


def rnn_size(n_x=1000, n_z=16, n_f=1):
    return n_x * n_z + n_z * n_z + n_z + n_z * n_f + n_f


print(f"{'L':>4} {'padded dense net':>17} {'RNN':>8}")
for L in (1, 10, 50):
    print(f"{L:4} {dense_size(L):17,} {rnn_size():8,}")

# %% [markdown] slideshow={"slide_type": "notes"}
# The padded dense net has about 160,000 and 800,000 parameters. The RNN has the same number for every
# length, because V and W are used again at each step. The formula counts; let us also count real models.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import RNN, count

made = DenseNet.initialise(10 * 1000, 16, 1, rng=rng)
rnn = RNN.initialise(1000, 16, 1, rng=rng)
assert count(made) == dense_size(10)
assert count(rnn) == rnn_size()
print(made, rnn, sep="\n")

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import line_plot

lengths = np.arange(1, 51)
line_plot(
    lengths,
    {"padded dense net": dense_size(lengths), "RNN": np.full(50, rnn_size())},
    x_label="longest sentence L (words)",
    y_label="parameters",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# The number of weights is one half of the problem. The other half is what they can learn. In the padded
# net, "good" in place 2 and "good" in place 3 meet **different weights**. What the net learns
# about one place says nothing about the next place. We measure that in the next section.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Problem 3: what is learned at one place stays there
#
# A small experiment. Each sentence has eight places, counted from 0, with random filler words, and one word
# that decides: "good" or "bad". While we train, that word never stands in places 3 and 4. In the test it
# stands only there.

# %%
from rnnlib import accuracy, binary_cross_entropy, fit


def sentences(n, places, length=8):
    """Filler words (numbers 2 … 9), one of them replaced by good (0) or bad (1)."""
    numbers = rng.integers(2, 10, size=(n, length))
    good = np.arange(n) % 2
    numbers[np.arange(n), rng.choice(places, size=n)] = 1 - good
    return np.eye(10)[numbers], good[:, None].astype(float)  # (n, length, 10), (n, 1)


x_train, y_train = sentences(1000, [0, 1, 2, 5, 6, 7])
x_test, y_test = sentences(1000, [3, 4])

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# `fit` trains: it changes the weights in small steps, so that the outputs come closer to the targets y. One
# round through all sentences is called an *epoch*. `binary_cross_entropy` measures how wrong an output between
# 0 and 1 is. `accuracy` is the share of right answers. Lesson 03 says more about training.
#
# > **Predict:** what share of the test sentences does the padded dense net get right? Choose: all, most,
# > about half.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
dense_scores = []
for _ in range(5):  # five different random starts
    start = DenseNet.initialise(80, 16, 1, rng=rng)
    flat = x_train.reshape(1000, 80)
    net, _ = fit(start, flat, y_train, binary_cross_entropy, epochs=20, rng=rng)
    dense_scores.append(accuracy(net, x_test.reshape(1000, 80), y_test))
print("padded dense net:", np.round(dense_scores, 2), "mean", np.mean(dense_scores).round(2))

# %% [markdown] slideshow={"slide_type": "notes"}
# The net guesses: now a bit above one half, now below. During training, the input "good in place 3" was
# always zero, so its weights never changed. They are still the random numbers of the start.
#
# Now an RNN, with the same data and the same number of training rounds:

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
rnn_scores = []
for _ in range(5):
    start = RNN.initialise(10, 16, 1, rng=rng)
    rnn, _ = fit(start, list(x_train), y_train, binary_cross_entropy, epochs=20, rng=rng)
    rnn_scores.append(accuracy(rnn, list(x_test), y_test))
print("RNN:             ", np.round(rnn_scores, 2), "mean", np.mean(rnn_scores).round(2))
assert np.mean(dense_scores) < 0.75 and np.mean(rnn_scores) > 0.95

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# The RNN meets every word with the same weights, so it could use what it learned about "good" in places
# it had never seen. (Sharing makes this possible. It does not enforce it: see *Your turn*, task 1.)
#
# ## What about a bag of words?
#
# There is a simple way to make every sentence the same length: count the words and forget where they
# stood. This is a **bag of words**. It has no problem with length, and none with places.
#
# > **Predict:** which of these two sentences does a bag of words call positive?
# >
# > - "The film is not good, it is bad."
# > - "The film is not bad, it is good."

# %% slideshow={"slide_type": "fragment"}
from collections import Counter

one = Counter(tokens("The film is not good, it is bad."))
two = Counter(tokens("The film is not bad, it is good."))
print(one)
print("same bag:", one == two)

# %% [markdown] slideshow={"slide_type": "notes"}
# Both sentences are one and the same bag. Any model that sees only the bag must give both the same
# answer, with any weights. One of the two answers is wrong.
#
# How much does it cost? That depends on the text. We make a set of sentences where the order decides. Every
# adjective occurs equally often in positive and in negative sentences; the other words nearly so.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import generated_sentences, split

corpus = generated_sentences(2000, np.random.default_rng(3))
for text, label in list(zip(corpus.texts, corpus.labels, strict=True))[:6]:
    print("positive" if label else "negative", " ", text)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# The bag of words needs a model that decides. We take logistic regression, which is a net without a hidden
# layer.
#
# > **Predict:** tested on sentences it has not seen, what share does it get right?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

train, test = split(corpus, 0.2, np.random.default_rng(0))
bag = make_pipeline(CountVectorizer(analyzer=tokens), LogisticRegression())
bag.fit(train.texts, train.labels)
bag_accuracy = bag.score(test.texts, test.labels)
print(f"bag of words: {bag_accuracy:.2f} of the test sentences right")
assert bag_accuracy < 0.6

# %% [markdown] slideshow={"slide_type": "notes"}
# About half: a coin does as well. This is no fault of logistic regression. The information is not in the
# bag.
#
# We built these sentences so. In real reviews most sentences can be judged by their words alone, and a
# bag of words is a strong opponent. Lesson 03 tests both, and says who wins.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## What we need
#
# | wish | padded dense net | bag of words | RNN |
# |---|---|---|---|
# | sentences of any length | no, up to L | yes | yes |
# | number of weights independent of the length | no | yes | yes |
# | what is learned at one place can hold at every place | no | yes | yes |
# | the order of the words counts | yes | no | yes |
#
# People read one word at a time and remember a little of what they have read. The next lesson gives a
# dense net that ability. It takes one more matrix.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## Key points
#
# - A dense net has one row of W for each input number. Its input size is fixed.
# - Padding makes sentences equally long. The weights then grow with the length, and what one place
#   learns, the others do not.
# - A bag of words has a fixed size too, but no order. Where the order decides, it is at chance.
#
# ## Common mistakes
#
# - *"Weights are shared so that the shapes fit."* A separate matrix for each place would also fit. The
#   point is that a shared weight learns from every place.
# - *"A bag of words is useless."* It is at chance only where the order decides. Measure before you say
#   so.
#
# ## Your turn
#
# 1. Train the RNN with the places 0, 2, 4, 6 and test with 1, 3, 5, 7. Run it several times. It now often
#    fails, and can end far below one half. All sentences have the same length here, so it can learn a rule
#    about even and odd steps. Now mix sentences of different lengths (`sentences(100, [0, 2, 4, 6], length=9)`
#    and so on). What changes?
#    <details><summary>Solution</summary>With mixed lengths the rule about even and odd steps no longer helps,
#    and the accuracy is near 1: `parts = [sentences(100, [0, 2, 4, 6], length=n) for n in range(8, 14)]`, then
#    `x_mixed = [x for part in parts for x in part[0]]` and `y_mixed = np.concatenate([p[1] for p in parts])`.
#    </details>
# 2. Write two sentences with the same bag and opposite meanings that do not use "not".
#    <details><summary>Solution</summary>"The book was good, the film was bad." and "The film was good, the book
#    was bad." as an opinion about the film.</details>
#
# **Exercise:** [E01 · A dense net, and a longer input](../exercises/E01_dense_net.ipynb).
#
# **Words:** [accuracy](14_glossary.ipynb#accuracy), [bag of words](14_glossary.ipynb#bag-of-words), [dense net](14_glossary.ipynb#dense-net), [epoch](14_glossary.ipynb#epoch), [neuron](14_glossary.ipynb#neuron), [one-hot vector](14_glossary.ipynb#one-hot-vector), [padding](14_glossary.ipynb#padding), [training](14_glossary.ipynb#training), [vocabulary](14_glossary.ipynb#vocabulary)
#
# **Next:** [02 · Recurrence](02_recurrence.ipynb)
