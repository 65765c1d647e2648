# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 04 · Parameter sharing
#
# **After this lesson you can**
#
# - say which parameters an RNN shares over time, and count them against the length,
# - give the two reasons for sharing, and say why the shapes are none,
# - measure what happens without sharing, and test an explanation of it.
#
# **Time:** 35 minutes.

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

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## One matrix, used T times
#
# We record a run of the example network and look for every product with V.
#
# > **Predict:** the sentence has five tokens. How many products with V are there? How many different
# > matrices V?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

uses = ask("04 products and matrices", numbers=["products with V", "different matrices V"])

# %% slideshow={"slide_type": "fragment"}
from rnnlib import Vocabulary, lecture_example, record

model, words = lecture_example()
x = Vocabulary(words).one_hot(words)
trace = record(model, x)
products = [node for node in trace.nodes if node.operation == "@" and trace["V"] in node.parents]
matrices = {id(node.parents[1]) for node in products}
uses.reveal(len(products), len(matrices))

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Each of the five steps multiplies its old state by V, the first step the zeros of `z_init`. The matrix is one object in
# memory, not five equal ones.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Cut the one matrix
#
# We set all nine numbers of V to zero. Then we leave out one of the five words at a time, and look whether f changes.
#
# > **Predict:** on how many of the five words does f still depend?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
cut = ask("04 without V", "none: the network is silent", "one: the last", "all five")

# %% slideshow={"slide_type": "fragment"}
from dataclasses import replace

import numpy as np

silent = replace(model, V=np.zeros((3, 3)))
_, f = silent.run(x, read="last")
without = [silent.run(np.delete(x, t, axis=0), read="last")[1] for t in range(5)]
depends = sum(not np.isclose(other, f).all() for other in without)
cut.reveal(depends == 0, depends == 1, depends == 5)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# V is the only way from one step to the next. Without it each state knows its own word alone, so the last state knows `<eos>`,
# and nothing else. The same cut acts at all steps, because there is only one V.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### See it yourself
#
# Press *Cut V to zero* and *Leave each word out*, then *Undo*.

# %% slideshow={"slide_type": "-"} minutes=3
from rnnlib import explore

explore(model, Vocabulary(words), "This is good news.", challenge="one number")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ### All parameters are shared
#
# The same holds for **all** parameters: W, V and b serve every step, and U and c serve every output that is read. This is
# *parameter sharing*. Therefore the number of parameters does not depend on the length:
#
# $$n_x n_z + n_z^2 + n_z + n_z n_f + n_f$$
#
# ## Is it because of the shapes?
#
# "The weights are shared so that the network can read sequences of different length." One often reads this. It can mean two
# things. The first is about shapes: without sharing, the matrices would not fit. To test that, we build the
# opposite. An **untied** RNN has a V, a W and a b for each step:
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}_t^\top \mathbf{z}^{[t-1]} + \mathbf{W}_t^\top \mathbf{x}^{[t]} +
# \mathbf{b}_t)$$
#
# > **Predict:** we make one for five steps, in which all copies are equal at first. It reads the first three words of
# > our sentence. What comes out?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
three = ask(
    "04 three words",
    "an error: it needs five words",
    "other states than those of the tied RNN",
    "the same states as those of the tied RNN",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib.networks.untied import UntiedRNN

untied = UntiedRNN.copies_of(model, T=5)
read = len(untied.run(x[:3])[0]) == 3
same = np.array_equal(untied.run(x[:3])[0], model.run(x[:3])[0])
three.reveal(not read, read and not same, read and same)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# A short sentence simply uses the first three sets of matrices, and these are equal to the shared ones. So all shapes
# fit, and sentences of different length can be read. In this sense the usual argument does not convince.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Reason 1: there is no matrix for step T
#
# The second meaning is about lengths that nobody met in training, and it is right.
#
# > **Predict:** what does the untied RNN for five steps do with a sixth word?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import attempt

sixth = ask(
    "04 a sixth word",
    "it uses one of its five matrices once more",
    "it leaves the word out",
    "an error",
)

# %% slideshow={"slide_type": "fragment"}
six = np.concatenate([x, x[-1:]])
result, message = attempt(untied.run, six)
print(message or result)
steps = result and len(result[0])
sixth.reveal(steps == 6, steps == 5, message is not None)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# It has nothing for a sixth word, as the dense net had nothing in lesson 01. One could use the last matrices
# again, but that would be sharing.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### What it costs
#
# > **Predict:** 1,000 words in the vocabulary, 16 units, sentences of up to 50 words. How many times as many parameters
# > as the RNN has the untied RNN?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
times = ask("04 parameters without sharing", numbers=["times as many"])

# %% slideshow={"slide_type": "fragment"}
from rnnlib import RNN, count

tied_size = count(RNN.initialise(1000, 16, 1, rng=np.random.default_rng(0)))
untied_size = 50 * (1000 * 16 + 16 * 16 + 16) + 16 + 1

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import line_plot

lengths = np.arange(1, 51)
curves = {
    "untied RNN": lengths * (1000 * 16 + 16 * 16 + 16) + 17,
    "padded dense net": lengths * 1000 * 16 + 16 + 17,
    "RNN": np.full(50, tied_size),
}
line_plot(lengths, curves, x_label="longest sentence T (words)", y_label="parameters")

# %% slideshow={"slide_type": "fragment"}
times.reveal(untied_size / tied_size, factor=1.1)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Nearly 50 times as many: W, V and b are there once for each step, and only U and c (17 numbers) once. The untied RNN is
# even a little larger than the padded dense net, because each step also has its own V. The two lines nearly coincide,
# since W is by far the largest part.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Reason 2: what one step learns, all steps know
#
# The text book by Goodfellow, Bengio and Courville (2016, chapter 10) gives both reasons. Without sharing, a network
# could not read lengths that it never met, and it could not "share statistical strength" between positions. What does the
# second reason mean? We measure it.
#
# Both networks begin with the same numbers and learn from the same 2,000 generated sentences, in the same order:

# %% slideshow={"slide_type": "subslide"}
from rnnlib import Adam, accuracy, binary_cross_entropy, encode, fit, generated_sentences, tokens

corpus = generated_sentences(4000, np.random.default_rng(0), small=True, max_tokens=16)
train, test = corpus[:2000], corpus[2000:]
vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
x_train, y_train = encode(train, vocabulary)
x_test, y_test = encode(test, vocabulary)


# %% slideshow={"slide_type": "subslide"}
def train_both(x, y, epochs):
    tied = RNN.initialise(len(vocabulary), 16, 1, rng=np.random.default_rng(1))
    how = {"epochs": epochs, "optimiser": Adam(0.01)}
    return [
        fit(start, x, y, binary_cross_entropy, rng=np.random.default_rng(2), **how)[0]
        for start in (tied, UntiedRNN.copies_of(tied, T=16))
    ]


def right(network, shortest, longest):
    chosen = [i for i, words in enumerate(x_test) if shortest <= len(words) <= longest]
    return accuracy(network, [x_test[i] for i in chosen], y_test[chosen])


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# > **Predict:** both are then right about nearly all training sentences. How does the untied RNN do on new ones?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
new = ask(
    "04 new sentences without sharing",
    "as well as the tied RNN, at every length",
    "as well on short ones, worse on long ones only",
    "worse at every length, short ones included",
    "better: it has more parameters",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
networks = train_both(x_train, y_train, epochs=20)
shares = [[right(network, *r) for r in ((1, 6), (7, 10), (11, 16))] for network in networks]
print("training sentences, tied and untied:", [accuracy(n, x_train, y_train) for n in networks])
print("new ones of 1–6, 7–10, 11–16 tokens\n", np.round(shares, 2))

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import measured

measured("sharing: new sentences")

# %% slideshow={"slide_type": "fragment"} minutes=0.5
behind = np.array(shares[0]) - shares[1]
new.reveal(
    abs(behind).max() <= 0.05,
    abs(behind[0]) <= 0.05 < behind[2],
    behind.min() > 0.05,
    behind.max() < -0.05,
)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The untied RNN is behind at every length, and most of all on long sentences. It has many times the parameters, and it knows
# nearly all of its training sentences. But what it learned about "not" at step 3 does not help it at step 4, because step 4 has other
# matrices.
#
# One run may be luck, and one length of the training steps (the *learning rate*, 0.01 above) may suit one of the two. The table
# is the answer to that: five runs on five sets of sentences, each network with the best of three learning rates, chosen
# on sentences that are not in the table.
#
# </details>

# %% tags=["holds"]
known = [accuracy(network, x_train, y_train) for network in networks]
assert min(known) > 0.9 and min(shares[0]) > 0.95 and max(shares[1]) < 0.93

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Is it that late steps see few examples?
#
# There is another explanation, and many people give it: only long sentences reach the late steps, so the matrices of a
# late step see few examples. The picture shows that this is true. But is it the **cause**?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
steps = np.arange(16)
reach = np.array([(np.array([len(sentence) for sentence in x_train]) > t).sum() for t in steps])
curves = {"shared V": np.full(16, reach.sum()), "V of step t alone": reach}
line_plot(steps, curves, x_label="step t", y_label="words seen in one epoch")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# An explanation can be tested by taking its cause away. We train on 800 **short** sentences only, of at most six tokens,
# and test on new ones of that kind. Steps 0 to 3 then see nearly all sentences, and step 4 most of them. No step lacks
# examples.
#
# > **Predict:** if few examples at late steps were the cause, the untied RNN should now be as good as the tied one.
# > Is it?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
control = ask(
    "04 short sentences only",
    "yes: at most 0.02 behind",
    "no: more than 0.02 behind",
    "it is better than the tied RNN",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
short = generated_sentences(1800, np.random.default_rng(0), small=True, max_tokens=6)
x_short, y_short = encode(short, vocabulary)
networks = train_both(x_short[:800], y_short[:800], epochs=30)
tied_right, untied_right = (accuracy(n, x_short[800:], y_short[800:]) for n in networks)
print(f"new short sentences: tied {tied_right:.2f}, untied {untied_right:.2f}")

# %% slideshow={"slide_type": "subslide"} minutes=0.5
measured("sharing: every step has examples")

# %% slideshow={"slide_type": "fragment"}
behind = tied_right - untied_right
control.reveal(0 <= behind <= 0.02, behind > 0.02, behind < 0)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The explanation fails the test. No step lacks examples, and yet the untied RNN needs between two and four times as many
# sentences as the tied one: look at 400 and 800. Long sentences alone, which all reach step 10, give the same picture.
#
# The cause is the other one: **each step must learn each word anew.** A tied RNN that reads 800 sentences sees "not" hundreds
# of times with one set of matrices. In an untied one, every position has to collect its own examples of "not", so it
# needs more than twice as many sentences. With 1,600 it has nearly caught up. Late steps come last, because they get
# the fewest.
#
# **This is the reason for sharing: what is learned at one step is known at every step.** It is a statement about data, not
# about shapes. Convolutional networks share weights over places for the same reason.
#
# </details>

# %% tags=["holds"]
assert tied_right > 0.95 and untied_right < tied_right - 0.02

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## The gradient of a shared weight
#
# If one V is used at every step, then a small change of V acts at every step. We compare the gradient of the shared V
# with the gradients of the five copies in the untied RNN.
#
# > **Predict:** how is the gradient of the shared V made from those of its copies?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
shared_gradient = ask(
    "04 the gradient of V",
    "their mean",
    "their sum",
    "that of the last copy",
    "none of these exactly",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import bptt

y = np.array([1.0])
_, shared = bptt(model, x, y, binary_cross_entropy, read="last")
_, copies = bptt(untied, x, y, binary_cross_entropy, read="last")
candidates = copies.V.mean(axis=0), copies.V.sum(axis=0), copies.V[-1]
equal = [np.allclose(shared.V, candidate, rtol=1e-12, atol=0) for candidate in candidates]
shared_gradient.reveal(*equal, not any(equal))

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The change of the one V is a change of all five copies at once, and small effects add up. Therefore the gradient is the
# sum, for V as for W and b. Every sum over time steps in a gradient formula comes from this.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Longer than anything it was trained on
#
# A tied RNN can go on as long as you like. Does it also go on being right? We train on sentences of at most
# 11 tokens and test on sentences of at least 14.
#
# > **Predict:** what share of the long sentences does it get right?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
far = ask(
    "04 longer than trained",
    "about half: it guesses",
    "about three quarters",
    "more than nine of ten",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
short = generated_sentences(2500, np.random.default_rng(1), small=True, max_tokens=11)
long = generated_sentences(500, np.random.default_rng(2), small=True, min_tokens=14)
rng = np.random.default_rng(0)
start = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
how = {"epochs": 15, "optimiser": Adam(0.01)}
reader, _ = fit(start, *encode(short, vocabulary), binary_cross_entropy, rng=rng, **how)
share = accuracy(reader, *encode(long, vocabulary))
print(f"at most 11 tokens (trained): {accuracy(reader, *encode(short, vocabulary)):.2f}")
print(f"at least 14 tokens (new):    {share:.2f}")

# %% slideshow={"slide_type": "subslide"} minutes=0.5
measured("sharing: longer than trained")

# %% slideshow={"slide_type": "fragment"}
far.reveal(share < 0.65, 0.65 <= share <= 0.9, share > 0.9)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The longer sentences are made of the same clauses, and each step uses the matrices that learned to read them. The first two
# rows of the table begin as in the cell above. The others begin with V = 0.5 I, as a leaky sum in each unit
# (lesson 02); here it makes no difference.
#
# Sharing makes it *possible* to go on, and no more. If a network counts steps (lesson 01, task 1), it fails beyond the
# length that it knows.
#
# </details>

# %% tags=["holds"]
assert share > 0.9

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## When sharing is wrong
#
# Sharing is an assumption: *the same word means the same at every step.* For sentences that is mostly true.
# In a form where field 3 is always the age and field 4 always the income, it is not. Such data have no
# time. A dense net with one weight for each field is the better model.

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("04")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=5
# ## Key points
#
# - W, V, b, U, c are the same objects at every step. The number of parameters does not depend on T.
# - The shapes do not need sharing: an untied RNN reads sentences of different length too, up to its longest.
# - Reason 1: a shared set of weights can read lengths that it never met.
# - Reason 2: what is learned at one step is known at every step. Without sharing each step must learn each word anew,
#   which takes more than twice as many sentences in our tests, also where every step sees enough of them.
# - The gradient of a shared weight is the sum of the gradients of its copies.
#
# ## Common mistakes
#
# - *"Only W and V are shared."* b, U and c are too.
# - *"A network with more parameters can only be better."* On the training data, perhaps. Look at new data.
# - *"Late steps see few examples, and that is the whole reason."* They do, but the untied RNN is also behind where all
#   steps see many.
# - *"An RNN has as many units as words."* No unit is copied. T is the number of times that each is used.
#
# ## Your turn
#
# 1. Train both networks on 1,600 short sentences instead of 800. Does the untied RNN catch up?
#    <details><summary>Solution</summary>Nearly: make 2,600 sentences, and take the first 1,600 to train. The untied RNN
#    is right about 0.95 or more of the new ones. With enough data for every step, sharing matters less.</details>
# 2. Give the untied RNN different random matrices at each step, instead of copies. Is it better or worse?
#    <details><summary>Solution</summary>Make `T` models with `RNN.initialise`, stack their W, V and b with
#    `np.stack`, and build `UntiedRNN(W, V, b, U, c)`. It is about as good as with copies.</details>
# 3. Make sentences of three clauses, "A but B but C", where C decides. `reader` has never met such a sentence. Is it
#    right?
#    <details><summary>Solution</summary>Yes, nearly always: take `generated_sentences(300, rng, forms=("one",),
#    small=True)` and join three texts each with " but "; the label is that of the third.</details>
#
# **Exercise:** [E05 · Sharing: tied against untied](../exercises/E05_sharing.ipynb).
#
# **Words:** [parameter sharing](14_glossary.ipynb#parameter-sharing), [untied RNN](14_glossary.ipynb#untied-RNN)
#
# **Next:** [05a · One answer, or one input](05a_one_answer_or_one_input.ipynb)
