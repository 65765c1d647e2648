# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 12 · On to PyTorch, and to everyone's notation
#
# **After this lesson you can**
#
# - move a network to PyTorch and back, and show that the numbers are the same,
# - read an RNN in the letters of other books, and see where equal letters mean other things,
# - train in PyTorch, and say which of its habits differ from ours,
# - choose what to learn next.
#
# **Time:** 50 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3
# ## Do you remember?
#
# 1. Which of the five parameters are shared over time?
#    <details><summary>Answer</summary>All of them: W, V, b, U and c.</details>
# 2. What is the difference between z and f?
#    <details><summary>Answer</summary>z is the state, which the network keeps. f is the prediction, made from it by U, c
#    and τ.</details>
# 3. Which part of a run has to wait for the step before?
#    <details><summary>Answer</summary>Only Vᵀz[t−1]. All products with W can be computed at once.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Why leave?
#
# `rnnlib` is made for reading. For work, people use a *framework*: PyTorch, Keras, JAX. A framework finds the
# gradients of anything you write, runs on graphics cards, and has the networks that came after the RNN. You lose
# nothing that you learned: it is the same network.
#
# PyTorch is not needed for this course. Where it is missing, this lesson shows stored numbers and says so.

# %% tags=["nbval-ignore-output"]
from rnnlib.elsewhere.pytorch_numbers import pytorch

torch, numbers = pytorch()

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The same weights, the same numbers
#
# We take the network of lesson 03a, with the weights set by hand, and move it. `to_torch` gives two modules: an
# `nn.RNN` with W, V and b, and an `nn.Linear` with U and c.
#
# > **Predict:** PyTorch returns two things, `output` and `h_n`. What is `output`, in our letters?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

whats_output = ask(
    "12 what PyTorch calls output", "f, for every step", "z, for every step", "the last z"
)

# %% slideshow={"slide_type": "fragment"}
import numpy as np

from rnnlib import Vocabulary, lecture_example, to_torch

model, words = lecture_example()
x = Vocabulary(words).one_hot(words)
states, outputs = model.run(x)

if torch:
    recurrent, linear = to_torch(model)
    output, h_n = recurrent(torch.from_numpy(x))
    f = torch.sigmoid(linear(output))
    numbers |= {"output": output.tolist(), "h_n": h_n.tolist(), "f": f.tolist()}

theirs = np.array(numbers["output"])
same = [theirs.shape == ours.shape and np.allclose(theirs, ours) for ours in (outputs, states)]
whats_output.reveal(*same, theirs.shape == states[-1].shape)

# %% slideshow={"slide_type": "subslide"} minutes=1
print("output of nn.RNN\n", np.round(numbers["output"], 3))
print("our states z\n", states.round(3))
there, here = numbers["f"][-1][0], outputs[-1, 0]
print(f"f after the last word: {there:.3f} there, {here:.3f} here")

# %% tags=["holds"]
np.testing.assert_allclose(numbers["output"], states, rtol=0, atol=1e-12)
np.testing.assert_allclose(numbers["h_n"][0], states[-1], rtol=0, atol=1e-12)
np.testing.assert_allclose(numbers["f"], outputs, rtol=0, atol=1e-12)

# %% [markdown] slideshow={"slide_type": "-"} minutes=2
# <details><summary>Why</summary>
#
# `output` and our z are equal to twelve digits. PyTorch's `nn.RNN` has no U at all, therefore the prediction is a layer of its own.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# | here | PyTorch `nn.RNN` | Keras `SimpleRNN` |
# |---|---|---|
# | all states z[0] … z[T−1] | `output` | output with `return_sequences=True` |
# | the last state z[T−1] | `h_n` | output without it |
# | the state before the first word, z_init | `h_0` | `initial_state` |
# | prediction f | an `nn.Linear` on `output`, then τ | a `Dense` layer |
# | axes (T, B, n) | (T, B, n); with `batch_first=True` (B, T, n) | (B, T, n) |
#
# ## Same shape, wrong sentence
#
# The last line of the table hides a trap. Here are 5 sentences of 5 words: T = 5 and B = 5.
#
# > **Predict:** we give them to an `nn.RNN` with `batch_first=True`, but with time first. What happens?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
axes_exchanged = ask(
    "12 batch first, time first",
    "an error",
    "the right states: the shape is right",
    "no error, and other states",
)

# %% slideshow={"slide_type": "subslide"} minutes=1
batch = np.random.default_rng(0).permutation(np.repeat(np.eye(5), 5, axis=0)).reshape(5, 5, 5)
right, _ = model.run(batch)

if torch:
    wrong = torch.nn.RNN(5, 3, batch_first=True, dtype=torch.float64)
    wrong.load_state_dict(recurrent.state_dict())
    numbers["batch_first"] = wrong(torch.from_numpy(batch))[0].tolist()

difference = np.abs(np.array(numbers["batch_first"]) - right).max()
runs = np.shape(numbers["batch_first"]) == right.shape
axes_exchanged.reveal(not runs, runs and difference < 1e-9, runs and difference > 1e-9)

# %% slideshow={"slide_type": "fragment"}
print("shapes:", np.shape(numbers["batch_first"]), right.shape)
print(f"largest difference: {difference:.2f}")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# <details><summary>Why</summary>
#
# The shape is the same in both readings, so nothing can be noticed: it read the first words of five sentences as if they were one
# sentence. If you choose T, B and n different from one another when you test, such a mistake cannot hide.
#
# </details>
#
# ## Everyone's letters
#
# Every book writes this network in its own letters. The head of the table has ours.

# %% slideshow={"slide_type": "subslide"} minutes=2
from rnnlib import translation

translation()

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# Look at rows 2 and 3. **The lecture and its own lab use W, V, U for different things.**
#
# | | reads the input | reads the last state | gives the output |
# |---|---|---|---|
# | slides | W | V | U |
# | lab, Goodfellow et al. | U | W | V |
#
# Two more things differ: whether a weight matrix is (n_in, n_out) or (n_out, n_in), and the order of the axes.

# %% slideshow={"slide_type": "subslide"} minutes=1.5
translation("formulas")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# Are the tables true? We convert one network into each notation, run **the formula as it is printed**, and compare
# with `rnnlib`.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import RNN, to_notation
from rnnlib.elsewhere.notations import NOTATIONS

rng = np.random.default_rng(0)
any_model = RNN.initialise(4, 3, 2, rng=rng)
x_any = rng.normal(size=(6, 5, 4))  # T = 6, B = 5, n_x = 4
z_init = rng.normal(size=(5, 3))
expected, _ = any_model.run(x_any, z_init)
for row in NOTATIONS:
    arrays = to_notation(any_model, row.name)
    z = z_init.T if row.columns else z_init
    theirs = row.sequence_here(row.states(arrays, row.sequence(x_any), z))
    equal = np.abs(theirs - expected).max() < 1e-12
    print(f"{row.name:20} {'equal' if equal else 'DIFFERENT'}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# > **Predict:** somebody copies W, V and U from the lab into our RNN, letter by letter. When is there an error?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import attempt

copied = ask(
    "12 letters copied from the lab",
    "always: the letters mean other things",
    "only if n_x, n_z and n_f are not all the same",
    "never",
)


# %% slideshow={"slide_type": "fragment"}
def copied_from_lab(model):
    """The network from the lab's matrices, copied letter by letter, and the message if any."""
    lab = to_notation(model, "the lecture's lab")
    return attempt(RNN, W=lab["W"], V=lab["V"], b=model.b, U=lab["U"], c=model.c)


square = RNN.initialise(3, 3, 3, rng=np.random.default_rng(1))
unequal_sizes, equal_sizes = (copied_from_lab(m)[1] is not None for m in (any_model, square))
copied.reveal(
    unequal_sizes and equal_sizes,
    unequal_sizes and not equal_sizes,
    not unequal_sizes and not equal_sizes,
)

# %% slideshow={"slide_type": "fragment"}
print("n_x, n_z, n_f = 4, 3, 2:", copied_from_lab(any_model)[1])
mixed, message = copied_from_lab(square)
print("n_x, n_z, n_f = 3, 3, 3:", message)
step = np.ones(3), np.ones(3)
print("copied:", mixed.step(*step).round(2), " right:", square.step(*step).round(2))

# %% tags=["holds"]
assert np.abs(mixed.step(*step) - square.step(*step)).max() > 0.1

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# <details><summary>Why</summary>
#
# With unequal sizes the matrices do not fit. With equal sizes the mistake runs, and is wrong. `from_notation(arrays, "the
# lecture's lab")` puts every matrix in its place.
#
# </details>
#
# ## The same training loop there
#
# We train the sentiment network of lesson 03b in both worlds: same start, same batches in the same order, same
# optimiser. Here it is one call of `fit`. In PyTorch one writes the loop. (We compare two programs, not two recipes, therefore we need no
# validation set here.)

# %%
from rnnlib import binary_cross_entropy, encode, fit, generated_sentences, split, tokens
from rnnlib.data.batches import batches

corpus = generated_sentences(1500, np.random.default_rng(0), small=True)
train, test = split(corpus, 0.3, np.random.default_rng(0))
vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
x_train, y_train = encode(train, vocabulary)
x_test, y_test = encode(test, vocabulary)
start = RNN.initialise(len(vocabulary), 16, 1, rng=np.random.default_rng(1))


# %%
def fit_there(recurrent, linear, epochs, rng):
    """The loop of `fit`, in PyTorch: run, loss, backward, step. Returns the loss of each epoch."""
    learned = [p for m in (recurrent, linear) for p in m.parameters() if p.requires_grad]
    optimiser = torch.optim.Adam(learned, lr=0.01)
    losses = []
    for _ in range(epochs):
        seen = 0.0
        for x, y in batches(x_train, y_train, 32, rng=rng):
            output, _ = recurrent(torch.from_numpy(np.asarray(x)))  # (T, B, n_z)
            score = linear(output[-1])  # s = c + Uᵀz
            loss = torch.nn.functional.binary_cross_entropy_with_logits(score, torch.from_numpy(y))
            optimiser.zero_grad()  # gradients of the last batch are still there: they would add
            loss.backward()
            optimiser.step()
            seen += loss.item() * len(y)
        losses.append(seen / len(y_train))
    return losses


# %% [markdown] slideshow={"slide_type": "-"} minutes=2.5
# Three habits of PyTorch to know:
#
# - The loss takes the **score** s, not f. τ is inside, so that it stays finite (as in `rnnlib`).
# - `loss.backward()` **adds** to the gradients that are there. `zero_grad()` clears them.
# - There are **two biases**, one added to Wᵀx and one to Vᵀz[t−1]. Their sum is our b.
#
# > **Predict:** two biases or one: is the training the same?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
biases = ask(
    "12 two biases or one",
    "yes: only their sum counts",
    "no: their sum moves twice as far in each step",
    "no: the network with two can say more",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
how = {"epochs": 20, "clip": None, "rng": np.random.default_rng(2)}
ours, history = fit(start, x_train, y_train, binary_cross_entropy, **how)

if torch:
    recurrent, linear = to_torch(start)
    numbers["two biases"] = fit_there(recurrent, linear, 20, np.random.default_rng(2))
    recurrent, linear = to_torch(start)
    recurrent.bias_hh_l0.requires_grad_(False)  # it stays zero: one bias is left
    numbers["one bias"] = fit_there(recurrent, linear, 20, np.random.default_rng(2))

here, one, two = (np.array(v) for v in (history.losses, numbers["one bias"], numbers["two biases"]))
equal = np.allclose(two, one, rtol=1e-4, atol=0)
equal_at_start = np.allclose(one, here, rtol=1e-4, atol=0)  # so the two biases are the only change
biases.reveal(equal, not equal and equal_at_start, not equal_at_start)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
print("epoch   here      there, one bias   there, two biases")
for e in (0, 1, 2, 4, 9, 19):
    one, two = numbers["one bias"][e], numbers["two biases"][e]
    print(f"{e + 1:5}   {history.losses[e]:.5f}   {one:.5f}           {two:.5f}")

# %% tags=["holds"]
np.testing.assert_allclose(numbers["one bias"], history.losses, rtol=1e-5)
assert abs(numbers["two biases"][9] / history.losses[9] - 1) > 0.05

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# <details><summary>Why</summary>
#
# With one bias the two worlds agree, step after step. With two, both get the same gradient and each takes its own step, therefore their sum moves
# twice as far. The network can say no more than before, but its training is not quite the same. It does no harm, but without knowing it one
# cannot reproduce PyTorch's numbers by hand.
#
# </details>
#
# ## Train there, look inside here
#
# The way back is as short. A network that was trained in PyTorch can be stepped through here.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1.5
from rnnlib import accuracy, from_torch, read_along

trained = from_torch(recurrent, linear) if torch else ours
print(f"accuracy on new sentences: {accuracy(trained, x_test, y_test):.2f}")
read_along(trained, vocabulary, "This is not good news.")

# %% [markdown] slideshow={"slide_type": "skip"}
# ### A third language
#
# The laboratory computes the same network in the page, in JavaScript. Its step and its run, from `rnnlib/touch/network.js`:

# %% slideshow={"slide_type": "skip"}
from importlib.resources import files

source = files("rnnlib.touch").joinpath("network.js").read_text(encoding="utf-8")
print(source[source.index("// One time step") : source.index("// −y log f")])

# %% [markdown] slideshow={"slide_type": "skip"}
# Read it beside `step` and `run` in `rnnlib/cells.py`. The letters and their order are the same: a row times a matrix, a sum,
# an activation. What differs is that Python writes a product as `@`, and JavaScript needs a function for it. A test draws 200 networks
# and compares states, outputs, losses and gradients with those of Python.
#
# Here it is with the weights of lesson 03a. Compare its numbers with those of PyTorch above.

# %% slideshow={"slide_type": "skip"}
from rnnlib import explore

explore(model, Vocabulary(words), "This is good news.")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## When one machine is not enough
#
# An RNN has two directions in which work can be shared out.
#
# - **Over time: no.** Step t needs z[t−1]. A thousand machines do not make one sentence faster.
# - **Over the batch: yes.** Sentences do not know of each other. Each machine takes a part of the batch, and the
#   gradients are averaged. This is *data parallelism*.
#
# > **Predict:** two machines compute the gradient of half a batch each. What is the mean of the two?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
half_batches = ask(
    "12 gradients of half batches",
    "the gradient of the whole batch, up to rounding",
    "nearly that gradient, but not the same",
    "half of that gradient",
)

# %% slideshow={"slide_type": "subslide"} minutes=2
from rnnlib import bptt, squared_error

y_any = rng.normal(size=(6, 4, 2))  # four sequences: two for each "machine"
_, whole = bptt(any_model, x_any[:, :4], y_any, squared_error)
_, first = bptt(any_model, x_any[:, :2], y_any[:, :2], squared_error)
_, second = bptt(any_model, x_any[:, 2:4], y_any[:, 2:], squared_error)
mean = (first.V + second.V) / 2
equal, half = (np.allclose(mean, part * whole.V, rtol=1e-10, atol=1e-14) for part in (1, 0.5))
half_batches.reveal(equal, not equal and not half, half)

# %% [markdown] slideshow={"slide_type": "-"} minutes=0.5
# <details><summary>Why</summary>
#
# The loss is a mean over the batch. (With halves of unequal size one needs a weighted mean.)
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# | where | what changes in the code | when |
# |---|---|---|
# | one graphics card | `.to("cuda")` for the modules and every batch | large batches, many units |
# | several cards, one machine | `DistributedDataParallel`, one process for each card | the batch does not fit on one |
# | several machines | the same, started by `torchrun` on each | days of training |
#
# First measure on your own computer. A network as small as ours may gain nothing from a graphics card: its steps are short
# and wait for one another. (This was not measured here. `benchmarks/README.md` shows where the time goes on a
# processor.)
#
# ## What to learn next
#
# An RNN such as ours has a small state, and its gradients usually fade. Two ideas changed that.
#
# **Gates.** The state is not overwritten at each step. A *gate*, a number from 0 to 1 that is computed from input
# and state, says how much of the old state stays. In PyTorch it is another word: `nn.LSTM` or `nn.GRU` for `nn.RNN`. [Lesson 15](15_gates.ipynb) is about them.
#
# **Attention.** The answer does not come from the last state alone. It looks back at *all* states and weighs them.
# Without recurrence, this is the Transformer: no step waits for another, so time can be shared out too. Lesson 08 has measured what it costs.
#
# | read | for |
# |---|---|
# | Hochreiter, Schmidhuber (1997), *Long short-term memory*, Neural Computation 9 | the first gates, and why gradients fade |
# | Cho et al. (2014), *Learning phrase representations using RNN encoder–decoder*, EMNLP | the GRU, with fewer gates |
# | Bahdanau, Cho, Bengio (2015), *Neural machine translation by jointly learning to align and translate*, ICLR | attention on top of an RNN |
# | Vaswani et al. (2017), *Attention is all you need*, NeurIPS | the Transformer |
# | Orvieto et al. (2023), *Resurrecting recurrent neural networks for long sequences*, ICML | recurrence without σ between the steps, fast again |
# | Goodfellow, Bengio, Courville (2016), *Deep Learning*, chapter 10 | the text book chapter |
# | Zhang et al., *Dive into Deep Learning*, d2l.ai, chapters 9 to 11 | code for all of it |

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Which part has to wait?
#
# In $\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b}$, only the first term needs
# the past: $\mathbf{z}^{[t-1]}$ does not exist before step t − 1 is done. The term
# $\mathbf{W}^\top \mathbf{x}^{[t]}$ needs one word, and all words are there from the start. Therefore W can meet all of
# them in **one** product before the loop. This is called *hoisting*.

# %% slideshow={"slide_type": "subslide"} minutes=1
sentence = np.eye(5)[rng.integers(5, size=400)]  # 400 words
reader = RNN.initialise(5, 3, 1, rng=rng)


def everything_in_the_loop():
    z = np.zeros(3)
    for x_t in sentence:
        z = np.tanh(z @ reader.V + x_t @ reader.W + reader.b)
    return z


def only_the_past_in_the_loop():
    z = np.zeros(3)
    for a_t in sentence @ reader.W + reader.b:  # all words in one product
        z = np.tanh(z @ reader.V + a_t)
    return z


# %% tags=["holds"]
assert np.allclose(everything_in_the_loop(), only_the_past_in_the_loop(), rtol=1e-12)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# Both loops give the same numbers. The first calls NumPy five times for each word: two products, two sums, one tanh. The
# second calls it three times. For a network as small as this, nearly all the time goes into the calls, not into the
# arithmetic.
#
# > **Predict:** how many times as fast is the second loop?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

hoisted = ask("12 hoisting", numbers=["times as fast"])

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from statistics import median
from time import perf_counter


def seconds(run):
    start = perf_counter()
    run()
    return perf_counter() - start


ratios = [seconds(everything_in_the_loop) / seconds(only_the_past_in_the_loop) for _ in range(51)]
hoisted.reveal(median(ratios), factor=1.5)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Five calls against three: about 5/3, a little more or less from computer to computer. We compare **ratios**, because
# seconds differ from computer to computer, and take the **median**, because a computer does other things too. `rnnlib`
# trains this way: `rnnlib/backprop.py` has the plain loop, `rnnlib/fast/loops.py` the fast one.
#
# </details>

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("12")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=8
# ## Key points
#
# - The same weights give the same numbers here and in PyTorch, to twelve digits.
# - What frameworks call *output* is z for all t. The prediction is a layer of its own.
# - Letters, the transposition of a matrix and the order of the axes differ from book to book. Convert by a table that is tested.
# - Work can be shared out over the batch, not over time.
#
# ## Common mistakes
#
# - *"W is W."* In the lecture's lab, W is what the slides call V, transposed.
# - *"`output[-1]` is the last word."* With `batch_first=True` it is the last **sentence**.
# - *"The framework divides by T for me."* Read what its loss averages over.
# - *"I forgot `zero_grad`, and the loss still falls."* The step then follows the sum of all gradients since the start.
#
# ## Your turn
#
# 1. Write the step of `nn.RNNCell` yourself in NumPy, from its `weight_ih`, `weight_hh` and biases.
#    <details><summary>Solution</summary>`np.tanh(x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh)`; the row of the
#    table says so, and `to_notation(model, "PyTorch nn.RNNCell")` gives arrays to try it with.</details>
# 2. Somebody gives you `simple.get_weights()` and `dense.get_weights()` of a Keras network. Make an RNN of them.
#    <details><summary>Solution</summary>`from_keras(simple.get_weights(), dense.get_weights())`. The input has the axes
#    (B, T, n) there: `np.moveaxis(x, 0, 1)` turns it to ours.</details>
# 3. Take `nn.GRU` for `nn.RNN` in `fit_there` (with PyTorch). What changes in the loop? Does `from_torch` take it back?
#    <details><summary>Solution</summary>Nothing changes in the loop. `from_torch` gives a `GRU`, the network of lesson 15,
#    which says why one gate changes its sign on the way.</details>
#
# **Exercise:** [E13 · Your own project](../exercises/E13_project.ipynb).
#
# **Words:** [data parallelism](14_glossary.ipynb#data-parallelism), [framework](14_glossary.ipynb#framework), [hoisting](14_glossary.ipynb#hoisting)
#
# **Next:** [13 · Review](13_review.ipynb)
