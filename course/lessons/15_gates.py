# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 15 · Gates
#
# **After this lesson you can**
#
# - say what a gate is, and compute one step of a GRU by hand,
# - say why a gradient passes an open way through it, and when it does not,
# - tell what gates changed in the two tasks of lesson 10b, and what they do not cure.
#
# **Time:** 60 minutes. This lesson goes **beyond the lecture**. It answers the question with which lesson 10b ends.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3
# ## Do you remember?
#
# 1. In the leaky sum, what does the factor v decide?
#    <details><summary>Answer</summary>How long the memory lasts: the input of k steps ago has the weight v to the power of k (lesson 02).</details>
# 2. The switch (tanh, V = 3) remembers. Does its gradient arrive?
#    <details><summary>Answer</summary>No. It is saturated, so the slopes of tanh are nearly zero (lesson 10a).</details>
# 3. With the year in front, what did the RNN learn of the dates?
#    <details><summary>Answer</summary>Next to no year. It would have to carry the year past the month and the day (lesson 10b).</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## From a leak to a gate
#
# A leaky sum keeps a fixed part of its state. Written as a mean of old and new, with one number u between 0 and 1:
#
# $$z^{[t]} = (1 - u) \, z^{[t-1]} + u \, x^{[t]}$$
#
# Here is a task for it. Each input has two numbers: a **value**, and a **mark** that is 1 at one step and 0 at all others. At the end,
# the state should be the value that was marked. There are 21 steps, and the mark stands at one of the first ten.

# %%
import numpy as np

rng = np.random.default_rng(0)
values = rng.normal(size=(21, 500))
marks = np.zeros((21, 500))
marks[rng.integers(10, size=500), np.arange(500)] = 1
wanted = (values * marks).sum(axis=0)


def leaky_mean(values, u):
    """The last state; u is one number, or one for each step and sequence."""
    z = np.zeros(values.shape[1])
    for x_t, u_t in zip(values, np.broadcast_to(u, values.shape), strict=True):
        z = (1 - u_t) * z + u_t * x_t
    return z


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# `leaky_mean` begins with 0. Whoever always answers 0 has a mean squared error of about 1, because the values have spread 1.
#
# > **Predict:** which fixed u solves this task well?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

best_leak = ask(
    "15 the best fixed leak",
    "a small u, since it keeps for long",
    "a u near 1, since it takes in the value",
    "none of them",
)

# %% slideshow={"slide_type": "fragment"}
leaks = np.array([0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.9, 1.0])
errors = np.array([np.mean((leaky_mean(values, u) - wanted) ** 2) for u in leaks])
good = errors < 0.5
best_leak.reveal(good[:5].any(), good[-2:].any(), not good.any())

# %% slideshow={"slide_type": "fragment"}
for u, error in zip(leaks, errors, strict=True):
    print(f"u = {u:4}: mean squared error {error:.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# The marked value must come in with weight 1, and 11 steps or more must then pass without a trace. But u is both: how much comes in, and how
# much is lost at every step after that. A small u keeps a value that never came in, a large one takes in everything that follows. So one number cannot do
# both. The best fixed leak is hardly better than answering 0.
#
# </details>
#
# The remedy is to let the **input choose** u. We compute it from the mark, with a sigmoid, so that it lies between 0 and 1:
#
# $$u^{[t]} = \text{sigmoid}(12 \cdot \text{mark}^{[t]} - 6)$$

# %% tags=["holds"]
assert errors.min() > 0.8

# %% slideshow={"slide_type": "fragment"}
from rnnlib import sigmoid

u = sigmoid(12 * marks - 6)
print(f"u is {u.min():.4f} without the mark and {u.max():.4f} with it")
print(f"mean squared error {np.mean((leaky_mean(values, u) - wanted) ** 2):.4f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# Such a u is a **gate**: a number from 0 to 1, computed at each step, by which something is multiplied. It is computed like any unit, from weights that
# can be learned. Because the sigmoid is smooth, a gate has a gradient. A real switch, either 0 or 1, would have none.

# %% tags=["holds"]
assert np.mean((leaky_mean(values, u) - wanted) ** 2) < 0.01

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.25
# ## The GRU
#
# The **gated recurrent unit** (Cho et al. 2014) puts this gate into an RNN. Each hidden unit has a gate of its own, and the gates hear the last state, too:
#
# $$\mathbf{u}^{[t]} = \text{sigmoid}(\mathbf{V}_u^\top \mathbf{z}^{[t-1]} + \mathbf{W}_u^\top \mathbf{x}^{[t]} + \mathbf{b}_u)$$
#
# $$\mathbf{r}^{[t]} = \text{sigmoid}(\mathbf{V}_r^\top \mathbf{z}^{[t-1]} + \mathbf{W}_r^\top \mathbf{x}^{[t]} + \mathbf{b}_r)$$
#
# $$\mathbf{n}^{[t]} = \sigma(\mathbf{r}^{[t]} \cdot (\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{b}_V) + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$$
#
# $$\mathbf{z}^{[t]} = (1 - \mathbf{u}^{[t]}) \cdot \mathbf{z}^{[t-1]} + \mathbf{u}^{[t]} \cdot \mathbf{n}^{[t]}$$
#
# The dot multiplies unit by unit.

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.25
# - **n**, the *new* content (in the code `new`), is what an RNN would have written.
# - **u**, the **update gate**, says how much of the state becomes new.
# - **r**, the **reset gate**, says how much of the old state is heard while the new content is made.
#
# We build a GRU with one unit by hand. Its biases of −50 hold both gates shut, whatever comes in.

# %% slideshow={"slide_type": "subslide"} minutes=1
from dataclasses import replace

from rnnlib import GRU, identity

one = {"U": [[1.0]], "c": [0.0], "tau": identity, "V_u": [[0.0]], "V_r": [[0.0]]}
gates = {"W_u": [[0.0], [0.0]], "b_u": [-50.0], "W_r": [[0.0], [0.0]], "b_r": [-50.0]}
new = {"W": [[1.0], [0.0]], "V": [[1.0]], "b": [0.0], "b_V": [0.0]}
shut = GRU(**one, **gates, **new)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# It holds 0.4 and reads an input of 0.7. Both gates are shut, u = 0 and r = 0.
#
# > **Predict:** what is its new state?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
reset = ask(
    "15 u = 0 and r = 0",
    "0: the reset gate clears it",
    "what it was before",
    "the new content, made from the input alone",
)

# %% slideshow={"slide_type": "fragment"}
x_t, old = np.array([0.7, 1.0]), np.array([0.4])
z_t = shut.step(x_t, old)
reset.reveal(z_t[0] == 0, np.isclose(z_t[0], 0.4), np.isclose(z_t[0], np.tanh(0.7)))

# %% slideshow={"slide_type": "fragment"}
u_t, r_t, new_t = shut.gates(x_t, old)
print(f"u = {u_t[0]:.2f}, r = {r_t[0]:.2f}, new = {new_t[0]:.2f}, state {old[0]} -> {z_t[0]:.2f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The reset gate does not touch the state. It decides what the *new content* hears. Here the new content is tanh(0.7) = 0.60, made from the input alone,
# but u = 0 lets none of it in. Only the update gate changes the state.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### With visible numbers
#
# Now the gate u hears the mark, as above, and r is open. The unit reads five steps. The third is marked.

# %% slideshow={"slide_type": "fragment"}
keeper = replace(shut, W_u=[[0.0], [12.0]], b_u=[-6.0], b_r=[50.0], V=[[0.0]])
x = np.array([[0.9, 0], [-0.3, 0], [0.5, 1], [-0.8, 0], [0.2, 0]])
states, _ = keeper.run(x)
before = np.concatenate([np.zeros((1, 1)), states[:-1]])
for x_t, old, u_t, new_t, z_t in zip(x, before, *keeper.gates(x, before)[::2], states, strict=True):
    print(f"value {x_t[0]:4}, mark {x_t[1]:.0f}: {1 - u_t[0]:.3f} · {old[0]:6.3f} + ", end="")
    print(f"{u_t[0]:.3f} · {new_t[0]:6.3f} = {z_t[0]:6.3f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# Check the third line: 0.998 · tanh(0.5) goes in, and 0.458 of it is still there at the end.
#
# > **Predict:** a GRU whose gates are all open, u = 1 and r = 1. What is it?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
all_open = ask(
    "15 all gates open",
    "a network that never forgets",
    "the RNN of the lecture",
    "a leaky sum",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import RNN

drawn = GRU.initialise(3, 4, 2, rng=np.random.default_rng(1))
inputs = np.random.default_rng(2).normal(size=(30, 3))
zeros = {name: 0 * getattr(drawn, name) for name in ("W_u", "V_u", "W_r", "V_r")}
opened = replace(drawn, **zeros, b_u=np.full(4, 50.0), b_r=np.full(4, 50.0))
plain = RNN(drawn.W, drawn.V, drawn.b, drawn.U, drawn.c)
same = np.allclose(opened.run(inputs)[0], plain.run(inputs)[0], atol=1e-12)
kept = np.allclose(opened.run(inputs, z_init=np.ones(4))[0], 1)
summed = np.allclose(opened.run(2 * inputs)[0], 2 * opened.run(inputs)[0])  # as a sum would
all_open.reveal(kept, same, summed)

# %% [markdown] slideshow={"slide_type": "fragment"}
# <details><summary>Why</summary>
#
# With u = 1 nothing of the old state is added, and with r = 1 the new content hears all of it, through V. This is the formula of lesson 02. An **open**
# update gate lets the *new* in, so it forgets. To keep, it has to be closed. (Some books and PyTorch write it the other way round, see below.)
#
# </details>

# %% tags=["holds"]
assert same and not kept
assert np.isclose(states[-1, 0], np.tanh(0.5), atol=0.02)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## What a gate does to the gradient
#
# In an RNN, a gradient on its way to the left is multiplied by V and by a slope. In a GRU there are four ways from z[t] to z[t−1], and their shares
# add up:
#
# | way | multiplied by |
# |---|---|
# | it was kept | (1 − u), **no matrix and no slope** |
# | the new content heard it | u, the slope of tanh, r, V |
# | the update gate heard it | how much new and old differ, the slope of the sigmoid, V_u |
# | the reset gate heard it | u, the slope of tanh, what V heard, the slope of the sigmoid, V_r |
#
# The first way is the one of the gated unit in lesson 10b. Now we measure. `arrives` is the size of dL/dz[t] at each step, from the trace. The task is that of lesson 10a: name the first of T words.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import cross_entropy, gradients, line_plot, record, softmax


def arrives(model, T=41, B=16):
    """The size of dL/dz[t] for t = 0 … T−1, where the loss is read at the end."""
    words = np.random.default_rng(T).integers(8, size=(T, B))
    run = record(model, words, np.eye(8)[words[0]], cross_entropy, read="last")
    found = gradients(run)
    return np.array([np.linalg.norm(found[run[f"z[{t}]"]]) for t in range(T)])


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# > **Predict:** a GRU as it is drawn, with biases of zero, reads 41 words. How much of the gradient is left at the first word, 40 steps back?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
drawn_gate = ask(
    "15 gradient of a GRU as it is drawn",
    "most of it: gates keep",
    "about half: a gate of 0.5 lets half through",
    "about a millionth",
)

# %% slideshow={"slide_type": "fragment"}
half = GRU.initialise(8, 32, 8, rng=np.random.default_rng(1), tau=softmax)
closed = replace(half, b_u=np.full(32, -5.0))
rnn = RNN.initialise(8, 32, 8, rng=np.random.default_rng(1), tau=softmax)
sizes = {"GRU, b_u = 0": half, "GRU, b_u = −5": closed, "RNN, orthogonal V": rnn}
sizes = {name: arrives(model) for name, model in sizes.items()}
left = {name: size[0] / size[-1] for name, size in sizes.items()}
drawn_left = left["GRU, b_u = 0"]
drawn_gate.reveal(drawn_left > 0.7, 0.3 < drawn_left < 0.7, drawn_left < 1e-5)

# %% slideshow={"slide_type": "subslide"} minutes=1
print(", ".join(f"{name}: {share:.0e}" for name, share in left.items()))
line_plot(np.arange(41), sizes, x_label="step t", y_label="size of dL/dz[t]", y_log=True)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# As it is drawn, each gate stands near sigmoid(0) = 0.5, so about half is kept *at each step*. The other ways do not make up for the rest. So its gradient vanishes
# **faster** than that of an RNN with an orthogonal V. The architecture alone keeps nothing.
#
# What helps is where the gate *begins*. With b_u = −5 it is at sigmoid(−5) = 0.007, and of each step 0.993 are kept, which gives about 0.76 after 40.
# Whoever wants a long memory has to start with gates that keep. Gers et al. (2000) began an LSTM in this way, and Jozefowicz et al. (2015) found it again to
# matter much. Tallec and Ollivier (2018) choose the bias by the longest lag that one expects.
#
# </details>

# %% tags=["holds"]
assert left["GRU, b_u = 0"] < 1e-5 and left["GRU, b_u = −5"] > 0.3
assert left["GRU, b_u = 0"] < left["RNN, orthogonal V"]

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The growing lag again
#
# The task of lesson 10b: keep one sign over a lag, then say it. All settings are those of lesson 10b, which were chosen for the RNN: 16 units, 400 steps with Adam,
# step size 0.003. The rivals are the two best RNNs there, and two GRUs that differ in one number, the bias b_u at the start.
#
# > **Predict:** over a lag of 40, which of the three learns it least?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
least = ask(
    "15 the shortest memory",
    "the RNN that begins with the identity",
    "the GRU with b_u = 0",
    "the GRU with b_u = −2",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import measured

lag = measured("a growing lag, with gates")
rivals = ("identity V", "GRU, half open", "GRU, nearly closed")
at_40 = [lag.means[f"{kind}, lag 40"] for kind in rivals]
least.reveal(*(share == min(at_40) for share in at_40))

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
from rnnlib.learning.lag import learns

print("one network of each kind, trained now over a lag of 40")
for kind in rivals:
    print(f"{kind:20} {learns(kind, 40, seed=0):.2f}")

# %% slideshow={"slide_type": "subslide"} minutes=1.5
lags = np.array([10, 20, 40, 80])
kinds = ("identity V", "orthogonal V", "GRU, half open", "GRU, nearly closed")
right = {kind: np.array([lag.values[f"{kind}, lag {k}"] for k in lags]) for kind in kinds}
middle = {kind: shares.mean(axis=1) for kind, shares in right.items()}
spread = {kind: (shares.min(axis=1), shares.max(axis=1)) for kind, shares in right.items()}
line_plot(lags, middle, x_label="lag", y_label="right (guessing: 0.5)", spread=spread)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# The lines are means of five stored networks, the bands reach from the worst to the best.
#
# - The GRU as it is drawn falls to guessing **before** the RNNs do. Its gradient halves at each step, as you have just seen.
# - The same GRU with its update gates nearly closed (b_u = −2, so u = 0.12) answers right at every lag that was tried.
#
# So "a GRU has a longer memory than an RNN" is not true as it stands. A gate that is nearly closed keeps, and lets a gradient pass at the same time. Whether
# a GRU has such gates, depends on the start and on the training.
#
# </details>

# %% tags=["holds"]
assert middle["GRU, half open"][2] < 0.7 < 0.95 < middle["GRU, nearly closed"].min()
assert middle["identity V"][2] > 0.9

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## The LSTM: a second state
#
# The **long short-term memory** (Hochreiter and Schmidhuber 1997) is older. It has two states: a **cell state** k, which is only kept and written, and h, which is
# shown to the next step and to the output. Three gates stand between them:
#
# $$\mathbf{k}^{[t]} = \mathbf{f}^{[t]} \cdot \mathbf{k}^{[t-1]} + \mathbf{i}^{[t]} \cdot \mathbf{n}^{[t]} \qquad
# \mathbf{h}^{[t]} = \mathbf{o}^{[t]} \cdot \tanh(\mathbf{k}^{[t]})$$
#
# The **input gate** i says how much is written, the **forget gate** f how much is kept (not how much is forgotten), the **output gate** o how much is shown.
# Each is a sigmoid of x and h, as in the GRU. The first LSTM had no forget gate, it always kept everything. Gers, Schmidhuber and Cummins (2000) added it.
# In `rnnlib` the state of an LSTM is one row, first h, then k.
#
# > **Predict:** an LSTM whose biases are all zero, and one whose forget bias is 1. Nothing is written. How much of the cell state is left after 20 steps?
# > (Near enough: a third to three times.)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
forget_bias = ask("15 the forget bias", numbers=["bias 0", "bias 1"])

# %% slideshow={"slide_type": "fragment"}
from rnnlib import LSTM, parameters

lstm = LSTM.initialise(1, 1, 1, rng=np.random.default_rng(0))
silent = replace(lstm, **{name: 0 * array for name, array in parameters(lstm).items()})
begin = np.array([0.0, 1.0])  # nothing shown, 1 kept
cells = {
    bias: replace(silent, b_f=[bias]).run(np.zeros((20, 1)), begin)[0][-1, 1] for bias in (0.0, 1.0)
}
forget_bias.reveal(cells[0.0], cells[1.0], factor=3)

# %% [markdown] slideshow={"slide_type": "fragment"}
# <details><summary>Why</summary>
#
# sigmoid(0) = 0.5, and 0.5 to the power of 20 is about a millionth. sigmoid(1) = 0.73, and 0.73 to the power of 20 is about 0.002. So a bias of 1 is no magic,
# but a thousand times better. Keras starts with it, and so does `LSTM.initialise` here. PyTorch does not.
#
# </details>

# %% slideshow={"slide_type": "subslide"} minutes=1.5
for kind in ("LSTM, half open", "LSTM, keeps at first", "GRU, nearly closed"):
    shares = [np.array(lag.values[f"{kind}, lag {k}"]) for k in lags]
    print(f"{kind:21}", *(f"lag {k}: {s.mean():.2f}" for k, s in zip(lags, shares, strict=True)))

# %% [markdown] slideshow={"slide_type": "notes"}
# Means of the five networks of each kind, in the same experiment as above. The two LSTMs differ in their forget bias alone.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The dates again
#
# In lesson 10b an encoder–decoder of two RNNs read written dates. Now both networks are GRUs. Everything else is the same: 64 units, 24 epochs on 2,200 dates, Adam 0.003.
# A GRU with 64 units learns about three times as many numbers as an RNN with 64. So there is a second rival: an RNN with 121 units, which has about as many numbers.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import EncoderDecoder, count
from rnnlib.networks.reader_writer import ReaderWriter

draw = np.random.default_rng(0)
print(count(EncoderDecoder.initialise(35, 64, 12, rng=draw)), "RNN, 64 units")
print(count(EncoderDecoder.initialise(35, 121, 12, rng=draw)), "RNN, 121 units")
print(count(ReaderWriter.of(GRU).initialise(35, 64, 12, rng=draw)), "GRU, 64 units")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# The RNN wrote hardly any year where the year stood in front.
#
# > **Predict:** and the GRU, in the same time?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
gru_years = ask(
    "15 years by a GRU",
    "hardly any, as the RNN",
    "more than the RNN, but fewer than with the year at the end",
    "as many as with the year at the end",
)

# %% slideshow={"slide_type": "fragment"}
dates = measured("written dates, with gates")
front, end, rnn_front = (
    dates.means[f"{name}: year"]
    for name in ("GRU, year first", "GRU, year last", "RNN, year first")
)
hardly, as_many = front < rnn_front + 0.05, front >= end - 0.05
gru_years.reveal(hardly, not hardly and not as_many, as_many and not hardly)

# %% slideshow={"slide_type": "fragment"}
for name in ("RNN", "larger RNN", "GRU"):
    shares = {w: np.array(dates.values[f"{name}, year {w}: year"]) for w in ("last", "first")}
    told = ", ".join(
        f"{w} {s.mean():.2f} ({s.min():.2f} to {s.max():.2f})" for w, s in shares.items()
    )
    print(f"{name:10} right years, year {told}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# <details><summary>Why</summary>
#
# The gates carry the year past the month and the day. Neither RNN does, although the larger one has as many numbers. In this respect gates are what was missing.
#
# </details>
#
# A year is not a whole date. Now the year stands at the end again, where nothing has to be carried far.
#
# > **Predict:** who writes the most **whole** dates after 24 epochs?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
whole_dates = ask(
    "15 whole dates with the year at the end",
    "the GRU: its gates carry more",
    "the two RNNs",
    "all alike, within 0.02",
)

# %% slideshow={"slide_type": "fragment"}
names = ("RNN", "larger RNN", "GRU")
shares = [dates.means[f"{name}, year last: whole date"] for name in names]
gru_more, rnns_more = shares[2] > max(shares[:2]) + 0.02, min(shares[:2]) > shares[2] + 0.02
whole_dates.reveal(gru_more, rnns_more, not gru_more and not rnns_more)

# %% slideshow={"slide_type": "skip"}
dates

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2.5
# <details><summary>Why</summary>
#
# The spread is over five seeds. Both RNNs write more whole dates than the GRU, on average, because the GRU has learned less of the months and days in the time that was set here.
# Single runs overlap. Why it learned less, these numbers do not tell. One setting is compared (Adam 0.003, 24 epochs), and lesson 10b had chosen it for the RNN. So nobody should say
# "a GRU is better" without saying at what, and after how many steps.
#
# </details>

# %% tags=["holds"]
assert (
    dates.means["GRU, year first: year"] > 0.9 > 0.2 > dates.means["larger RNN, year first: year"]
)
assert shares[1] > shares[2]

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## What gates do not cure
#
# **They leak.** A sigmoid is never exactly 0 or 1, so a gate that keeps 0.99 of each step keeps less and less.
#
# > **Predict:** how much is left after 1,000 steps? (Near enough: a tenth to ten times.)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
long_leak = ask("15 a gate of 0.99 over 1000 steps", numbers=["left over"])

# %% slideshow={"slide_type": "fragment"}
long_leak.reveal(0.99**1000, factor=10)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# <details><summary>Why</summary>
#
# Each hundred steps leave 0.37, so a thousand leave 0.37 to the power of 10. The gradient fades in the same way. A gate makes the memory longer, but not without end.
#
# </details>
#
# **They do not stop an explosion.** The kept part of a gradient never grows. The other three ways still lead through matrices.
#
# > **Predict:** all three V of the GRU are made five times as large. What is left of its gradient after 40 steps back?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
explosion = ask(
    "15 a GRU with large matrices",
    "less than before: the gates saturate",
    "at most as much as there was: gates lie between 0 and 1",
    "far more than there was",
)

# %% slideshow={"slide_type": "fragment"}
larger = replace(half, V=5 * half.V, V_u=5 * half.V_u, V_r=5 * half.V_r, b_r=np.full(32, 3.0))
size = arrives(larger)
grown = size[0] / size[-1]
explosion.reveal(grown <= drawn_left, drawn_left < grown <= 1, grown > 1)

# %% slideshow={"slide_type": "fragment"}
print(f"40 steps back the gradient is {grown:,.0f} times as large")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# Whatever passes through V is multiplied by it, gate or not. Therefore gated networks are trained with clipping, too (lesson 10b).
#
# </details>
#
# **They do not make the state larger.** After any number of words the state has n_z numbers, so the narrow place of lesson 05c stays. Attention looks back at all states instead.
#
# **They do not make it parallel.** The gates hear z[t−1], so step t waits for step t − 1. If the gates hear x[t] alone, this waiting can be avoided: that is the idea with which
# recurrence came back.

# %% tags=["holds"]
assert grown > 100

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Layers, and both directions
#
# Any of these networks can be a **layer**. In a *stacked* network, layer 1 reads at each step what layer 0 shows there. In a *bidirectional* one, a second network reads the
# sequence from its end, and the output reads both states.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import Bidirectional, Stacked

draw = np.random.default_rng(0)
two_layers = Stacked.of(GRU, GRU).initialise(3, 4, 3, rng=draw)
both_ways = Bidirectional.of(GRU).initialise(3, 4, 3, rng=draw)
print(two_layers)
print(both_ways)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# A test: we change one input of 30 and look at the **first** answer.
#
# > **Predict:** which inputs change the first answer of a bidirectional network?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
directions = ask(
    "15 both directions",
    "the first one alone: it has read no other yet",
    "the last one alone: the second network begins there",
    "every one of them",
)


# %% slideshow={"slide_type": "fragment"}
def hears(model):
    """For each input, whether the first answer changes with it."""
    answer = model.run(inputs)[1][0]
    pushed = [np.where(np.arange(30)[:, None] == t, inputs + 1, inputs) for t in range(30)]
    return np.array([not np.array_equal(model.run(x)[1][0], answer) for x in pushed])


heard = hears(both_ways)
first, later = heard[0], heard[1:]
directions.reveal(first and not later.any(), heard.sum() == 1 and heard[-1], heard.all())

# %% slideshow={"slide_type": "fragment"}
from rnnlib import attempt, generate

print("two layers, heard by the first answer:", np.flatnonzero(hears(two_layers)))
_, refused = attempt(generate, both_ways, inputs, 5)
print(refused)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# <details><summary>Why</summary>
#
# The second network has read everything when it comes to the first step. So a bidirectional network may be used where the whole sequence is known before
# the first answer is asked for: to name the part of speech of each word of a written sentence. It may not where later inputs are the question: for
# tomorrow's temperature, or the next letter. In a test on recorded data it *can* read them by mistake, and then looks better than any honest forecast.
#
# </details>

# %% tags=["holds"]
assert heard.all() and hears(two_layers).sum() == 1

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## The same gates elsewhere
#
# | here | PyTorch | Keras |
# |---|---|---|
# | u: how much becomes **new** | z: how much is **kept**, 1 − u | z: how much is **kept**, 1 − u |
# | GRU: W_u, W_r, W | side by side: r, z, n | side by side: z, r, h |
# | LSTM: W_i, W_f, W_o, W | side by side: i, f, g, o | side by side: i, f, c, o |
# | b, and b_V | two biases everywhere | two rows in a GRU, one in an LSTM |
# | reset after V | the same | the same (`reset_after=True`) |
# | k, the cell state | c | c |
#
# Chung et al. (2014) write u as we do, Cho et al. (2014) the other way round. They also reset *before* V: `GRU(…, reset="before")`. `to_torch`, `from_torch`, `to_keras` and `from_keras` translate all of that.
#
# > **Predict:** our W_u is carried to PyTorch. What stands there in its place?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
carried = ask("15 W_u in PyTorch", "W_u transposed", "−W_u transposed", "1 − W_u transposed")

# %% slideshow={"slide_type": "fragment"}
from rnnlib import to_keras

kernel = to_keras(drawn)[0][0][:, :4]  # Keras keeps the sign of PyTorch, and does not transpose
theirs = kernel.T
carried.reveal(*(np.allclose(theirs, w.T) for w in (drawn.W_u, -drawn.W_u, 1 - drawn.W_u)))

# %% [markdown] slideshow={"slide_type": "fragment"}
# <details><summary>Why</summary>
#
# 1 − sigmoid(a) is sigmoid(−a). So the gate is turned round by turning the sign of everything that goes into it: W_u, V_u and b_u. (The cell asks Keras' list,
# so that it runs without PyTorch. The sign is the same there.)
#
# </details>

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("15")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4.5
# ## Key points
#
# - A gate is a number from 0 to 1, computed from the input and the state, by which something is multiplied.
# - A fixed leak takes in and loses with the same number. A gate lets the input choose, step by step.
# - The kept part of a gradient passes no matrix and no slope: it is multiplied by 1 − u (GRU) or f (LSTM) only.
# - Where the gates begin decides how far a network can learn. Half-open gates forget faster than a good RNN.
# - Gates leak, can explode, and leave the state as small and the steps as sequential as they were.
# - Layers read layers. Both directions are for sequences that are known as a whole.
#
# ## Common mistakes
#
# - *"A GRU remembers longer than an RNN."* It can. As it is drawn, it forgets faster.
# - *"The reset gate clears the state."* It changes what the new content hears. Only u changes the state.
# - *"A forget gate of 1 forgets."* It keeps. A gate is named after what it can do, not after what an open one does.
# - *"u = 1 keeps everything."* Here u = 1 takes the new content. In PyTorch it is the other way round.
# - *"With gates, no gradient vanishes or explodes."* Both still happen.
# - *"The last output row of a bidirectional network has read everything twice."* There, the backward half has read one word.
#
# ## Your turn
#
# 1. Give `closed` other biases: 0, −1, −2, −3, −5, −8. How much of the gradient arrives? What does a very small u cost?
#    <details><summary>Solution</summary>`for b in (0, -1, -2, -3, -5, -8): s = arrives(replace(half, b_u=np.full(32, b))); print(b, s[0] / s[-1])`.
#    More and more arrives. But with u near 0 hardly anything comes in, so the first steps of training are slow.</details>
# 2. Show by hand that the LSTM of 1997, f = 1 everywhere, passes a gradient along its cell state unchanged. What does it cost?
#    <details><summary>Solution</summary>k[t] = k[t−1] + …, so the slope of k[t] by k[t−1] is 1. But what was written once is never lost, so over a long text the cell state fills up.
#    That is why the forget gate was added.</details>
# 3. Train `Bidirectional.of(GRU)` to say at each step the *next* input. Why is its success worth nothing?
#    <details><summary>Solution</summary>The network that reads backward has just read the answer. It only has to copy it.</details>
#
# **Exercise:** [E14 · A GRU in ten lines](../exercises/E14_gru.ipynb).
#
# **Words:** [cell state](14_glossary.ipynb#cell-state), [forget gate](14_glossary.ipynb#forget-gate), [reset gate](14_glossary.ipynb#reset-gate), [update gate](14_glossary.ipynb#update-gate)
#
# **Next:** [16 · Recurrence is back](16_recurrence_is_back.ipynb)
