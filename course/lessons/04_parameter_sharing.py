# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 04 · Parameter sharing
#
# **After this lesson you can**
#
# - say which parameters an RNN shares over time, and count them against the length,
# - give a reason for sharing that convinces, and say why the usual one does not,
# - measure what happens without sharing.
#
# **Time:** 25 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Do you remember?
#
# 1. Which state gives the prediction for a sentence of five tokens?
#    <details><summary>Answer</summary>z[4], the state after the last token.</details>
# 2. What is over-fitting, and which two numbers show it?
#    <details><summary>Answer</summary>The network knows its training data by heart. The accuracy on the
#    training data is high, that on new data much lower.</details>
# 3. Why did the padded dense net fail on words in places 3 and 4?
#    <details><summary>Answer</summary>Each place has weights of its own. Those of places 3 and 4 had never
#    met the deciding word.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## One matrix, used T times
#
# We record a run of the example network and look for every product with V.
#
# > **Predict:** the sentence has five tokens. How many products with V are there? How many different
# > matrices V?

# %% slideshow={"slide_type": "fragment"}
from rnnlib import Vocabulary, lecture_example, record

model, words = lecture_example()
x = Vocabulary(words).one_hot(words)
trace = record(model, x)
products = [node for node in trace.nodes if node.operation == "@" and trace["V"] in node.parents]
matrices = {id(node.parents[1]) for node in products}
print(len(products), "products with", len(matrices), "matrix")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# Five products, one matrix. It is one object in memory, not five equal ones. The same holds for **all**
# parameters: W, V and b serve every step, and U and c serve every output that is read. This is *parameter sharing*.
#
# So the number of parameters does not depend on the length:
#
# $$n_x n_z + n_z^2 + n_z + n_z n_f + n_f$$
#
# ## The usual argument
#
# One often reads: *the weights are shared so that the network can read sequences of different length.* Is
# that a reason? Let us build the opposite and see. An **untied** RNN has a V, a W and a b for each step:
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}_t^\top \mathbf{z}^{[t-1]} + \mathbf{W}_t^\top \mathbf{x}^{[t]} +
# \mathbf{b}_t)$$
#
# It can read sentences of different length too. A short sentence simply uses only the first matrices. We
# make one in which all copies are equal at first.
#
# > **Predict:** does it give other states than the tied RNN?

# %% slideshow={"slide_type": "fragment"}
import numpy as np

from rnnlib.networks.untied import UntiedRNN

untied = UntiedRNN.copies_of(model, T=5)
np.array_equal(untied.run(x)[0], model.run(x)[0])

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# The same states. All shapes fit, and short sentences work. So *it works with different lengths* is not the
# reason. What is?
#
# ## Reason 1: there is no matrix for step T
#
# > **Predict:** what does the untied RNN say to a sixth word?

# %% slideshow={"slide_type": "fragment"}
six = np.concatenate([x, x[-1:]])
print("tied:  ", model.run(six)[0].shape)
try:
    untied.run(six)
except ValueError as error:
    print("untied:", error)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# It has nothing for a sixth word, as the dense net had nothing in lesson 01. And its parameters grow with the
# longest sentence.
#
# > **Predict:** 1,000 words, 16 units. The padded dense net grows with the length. Does the untied RNN grow
# > faster or more slowly than that?

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import RNN, count, line_plot

lengths = np.arange(1, 51)
tied_size = count(RNN.initialise(1000, 16, 1, rng=np.random.default_rng(0)))
curves = {
    "untied RNN": lengths * (1000 * 16 + 16 * 16 + 16) + 17,
    "padded dense net": lengths * 1000 * 16 + 16 + 17,
    "RNN": np.full(50, tied_size),
}
line_plot(lengths, curves, x_label="longest sentence T (words)", y_label="parameters")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# The two upper lines nearly coincide: W is by far the largest part. The untied RNN is even a little larger,
# because each step also has its own V.
#
# ## Reason 2: late steps see few examples
#
# The matrices of step 10 can only learn from sentences that have an eleventh token. How many are there?

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import encode, generated_sentences, split, tokens

corpus = generated_sentences(1250, np.random.default_rng(0))
train, test = split(corpus, 0.4, np.random.default_rng(0))
vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
x_train, y_train = encode(train, vocabulary)
x_test, y_test = encode(test, vocabulary)
T = 20
length = np.array([len(sentence) for sentence in x_train])
untied_sees = np.array([(length > t).sum() for t in range(T)])
tied_sees = np.full(T, length.sum())
curves = {"shared V": tied_sees, "V of step t alone": untied_sees}
line_plot(np.arange(T), curves, x_label="step t", y_label="words seen in one epoch")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# The shared V learns from every word of every sentence. The V of step 10 learns from few sentences, and that
# of step 15 from next to none.
#
# > **Predict:** we train both on the same 750 sentences. Which one does better on the training sentences?
# > On new sentences? On new sentences that are long?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import accuracy, binary_cross_entropy, fit

start = RNN.initialise(len(vocabulary), 16, 1, rng=np.random.default_rng(1))
models = {}
for name, first in {"tied": start, "untied": UntiedRNN.copies_of(start, T)}.items():
    rng = np.random.default_rng(2)
    models[name], _ = fit(first, x_train, y_train, binary_cross_entropy, epochs=25, rng=rng)
    known = accuracy(models[name], x_train, y_train)
    print(f"{name:7} {count(first):6,} parameters, training {known:.2f}")


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
def by_length(model, shortest, longest):
    chosen = [i for i, sentence in enumerate(x_test) if shortest <= len(sentence) <= longest]
    return accuracy(model, [x_test[i] for i in chosen], y_test[chosen])


result = {
    name: [by_length(m, *r) for r in ((1, 6), (7, 10), (11, 20))] for name, m in models.items()
}
print("new sentences of   1-6    7-10   11-20 tokens")
for name, shares in result.items():
    print(f"{name:17}", "   ".join(f"{share:.2f}" for share in shares))
assert min(result["tied"]) > 0.9 and result["untied"][2] < result["tied"][2] - 0.15

# %% [markdown] slideshow={"slide_type": "notes"}
# Both know the training sentences by heart. On new sentences the tied RNN is nearly perfect. The untied RNN is
# worse, and worst on long ones, where it is not far from guessing. It has twenty times the parameters and far
# less to learn from. What it learned about "not good" at step 3 does not help it at step 9.
#
# **This is the reason for sharing: what is learned at one step is known at every step.** It is a statement
# about data, not about shapes. Convolutional networks share weights over places for the same reason.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The gradient of a shared weight
#
# If one V is used at every step, then a small change of V acts at every step. The effects add up. So the
# gradient of the shared V should be the **sum** of the gradients of the copies.
#
# > **Predict:** is that exactly so, or about so?

# %% slideshow={"slide_type": "fragment"}
from rnnlib import bptt

y = np.array([1.0])
_, shared = bptt(model, x, y, binary_cross_entropy, read="last")
_, copies = bptt(untied, x, y, binary_cross_entropy, read="last")
np.allclose(shared.V, copies.V.sum(axis=0), rtol=1e-12, atol=0)

# %% [markdown] slideshow={"slide_type": "notes"}
# Equal to the last digits, for V as for W and b. Whoever sees a sum over time steps in a formula for gradients
# sees this.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Longer than anything it was trained on
#
# A tied RNN can go on as long as you like. Does it also go on being right? We train on sentences of at most
# 11 tokens and test on sentences of at least 14.
#
# > **Predict:** the share of long sentences it gets right.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from dataclasses import replace

short = generated_sentences(2000, np.random.default_rng(1), max_tokens=11)
long = generated_sentences(500, np.random.default_rng(2), min_tokens=14)
words_known = Vocabulary.of([tokens(text) for text in short.texts])
rng = np.random.default_rng(0)
start = RNN.initialise(len(words_known), 16, 1, rng=rng)
start = replace(start, V=0.5 * np.eye(16))  # begins as a leaky sum
reader, _ = fit(start, *encode(short, words_known), binary_cross_entropy, epochs=15, rng=rng)
long_accuracy = accuracy(reader, *encode(long, words_known))
print(f"at most 11 tokens (trained): {accuracy(reader, *encode(short, words_known)):.2f}")
print(f"at least 14 tokens (new):    {long_accuracy:.2f}")
assert long_accuracy > 0.85

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# Most of them are right, though it has never seen a sentence of that length. Not all: sharing makes it
# *possible* to go on, and no more. If a network counts steps (lesson 01, task 1), it fails beyond the length
# it knows.
#
# ## When sharing is wrong
#
# Sharing is an assumption: *the same word means the same at every step.* For sentences that is mostly true.
# In a form where field 3 is always the age and field 4 always the income, it is not. Such data have no
# time. A dense net with one weight for each field is the better model.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=5
# ## Key points
#
# - W, V, b, U, c are the same objects at every step. The number of parameters does not depend on T.
# - Matching shapes are no reason for sharing: an untied RNN has them too.
# - The reason is data: every step teaches the one set of weights. Untied late steps starve.
# - The gradient of a shared weight is the sum of the gradients of its copies.
#
# ## Common mistakes
#
# - *"Only W and V are shared."* b, U and c are too.
# - *"A network with more parameters can only be better."* On the training data, perhaps. Look at new data.
# - *"An RNN has as many units as words."* The units are copied nowhere. T counts how often they are used.
#
# ## Your turn
#
# 1. Train both networks on 2,500 sentences instead of 750. Does the untied RNN catch up? On which lengths?
#    <details><summary>Solution</summary>Nearly: it comes close to 1 on short sentences and stays a little behind
#    on long ones. With enough data for every step, sharing matters less.</details>
# 2. Give the untied RNN different random matrices at each step, instead of copies. Is it better or worse?
#    <details><summary>Solution</summary>Make `T` models with `RNN.initialise`, stack their W, V and b with
#    `np.stack`, and build `UntiedRNN(W, V, b, U, c)`. With 750 sentences it is about as bad.</details>
# 3. Test `reader` on sentences of 12 to 13 tokens, then of 14 to 15. How fast does it fall?
#    <details><summary>Solution</summary>`generated_sentences(200, rng, min_tokens=12, max_tokens=13)` makes such
#    sentences. It falls slowly: about 1.00, then about 0.97.</details>
#
# **Exercise:** [E05 · Sharing: tied against untied](../exercises/E05_sharing.ipynb).
#
# **Words:** [parameter sharing](14_glossary.ipynb#parameter-sharing), [untied RNN](14_glossary.ipynb#untied-RNN)
#
# **Next:** [05a · One answer, or one input](05a_one_answer_or_one_input.ipynb)
