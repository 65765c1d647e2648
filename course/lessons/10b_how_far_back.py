# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 10b · Exploding, and how far back a network can learn
#
# **After this lesson you can**
#
# - say what the first V and clipping do to a gradient,
# - measure over which lag an RNN learns, against a fair rival,
# - say why gates were invented.
#
# **Time:** 45 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Do you remember?
#
# 1. A gradient goes one step to the left. By what is it multiplied?
#    <details><summary>Answer</summary>By the slope of σ and by V (lesson 06).</details>
# 2. A switch with V = 3 remembers a sign. Does a gradient reach its first input?
#    <details><summary>Answer</summary>No. The unit is saturated, so a small
#    push changes nothing (lesson 10a).</details>
# 3. The whole gradient is long. Can the term of the first word still be next to nothing?
#    <details><summary>Answer</summary>Yes. The last steps carry
#    the sum (lesson 10a).</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Which V at the start?
#
# As in lesson 10a, the network reads T random words and says the first one. σ is tanh. We try four ways to begin: random with spread 1/√32, half of that, orthogonal (what `RNN.initialise` takes), and
# the identity matrix. Each way five times, with other random numbers.

# %% slideshow={"slide_type": "subslide"} minutes=2
from dataclasses import replace

import numpy as np

from rnnlib import RNN, bptt, cross_entropy, ledger, line_plot, record, sigmoid, softmax
from rnnlib.data.random_words import random_words

start = RNN.initialise(8, 32, 8, rng=np.random.default_rng(1), tau=softmax)  # V is orthogonal
random_V = np.random.default_rng(2).normal(size=(32, 32)) / np.sqrt(32)


def signal(model, T=50):
    """How large dL/da[τ] is at each step τ, for one batch: say the first of T random words."""
    words = random_words(T, 16)
    x, y = np.eye(8)[words], np.eye(8)[words[0]]
    da = ledger(record(model, x, y, cross_entropy, read="last")).da[0]
    return np.sqrt((da**2).sum(axis=(1, 2)))


# %% slideshow={"slide_type": "subslide"} minutes=1.5
ways = {
    "identity": lambda rng: np.eye(32),
    "orthogonal": lambda rng: np.linalg.qr(rng.normal(size=(32, 32)))[0],
}
ways["random"] = lambda rng: rng.normal(size=(32, 32)) / np.sqrt(32)
ways["half random"] = lambda rng: 0.5 * ways["random"](rng)
factors, signals = {}, {}
for name, way in ways.items():
    found = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        net = RNN.initialise(8, 32, 8, rng=rng, tau=softmax)
        found.append(signal(replace(net, V=way(rng)))[::-1])
    signals[name] = np.mean(found, axis=0)
    factors[name] = [(s[-1] / s[0]) ** (1 / 49) for s in found]
    print(f"{name:12} factor per step {min(factors[name]):.2f} to {max(factors[name]):.2f}")
line_plot(np.arange(50), signals, x_label="steps back", y_label="size of dL/da", y_log=True)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# - **half random** is hopeless: a V that is half as large costs fourteen digits in 50 steps.
# - **orthogonal** is the steadiest from start to start, but not the best here, because the slopes of tanh take away from what V keeps.
# - **random** with this spread has a spectral radius of about 1, and sometimes above. Whether that makes up for the slopes depends
#   on luck.
# - **identity** lets most through here.
#
# Training changes V, so this is only where it begins. Whether it matters in the end is measured further down.

# %% tags=["holds"]
assert max(factors["half random"]) < min(min(factors[name]) for name in list(ways)[:3])

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Exploding, and clipping
#
# Now the other side. ReLU has no upper bound, and V is 1.5 times the random matrix.
#
# We look at the length of the gradient, and then take one step of gradient descent with the longest of them.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import GradientDescent, clip_by_norm, clip_by_value, relu
from rnnlib.learning.optimisers import norm as length

wild = replace(start, V=1.5 * random_V, sigma=relu)
for T in (5, 10, 20, 40):
    words = np.random.default_rng(T).integers(8, size=(T, 16))
    value, slope = bptt(wild, words, np.eye(8)[words[0]], cross_entropy, read="last")
    print(f"T = {T:2}: loss {value:8.2f}, length of the gradient {length(slope):12,.1f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# This gradient is right: `gradient_check` would agree. We step against it, with the learning rate 0.1.
#
# > **Predict:** what does the loss do?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

one_step = ask(
    "10b one step down a steep slope",
    "it falls: the gradient is right",
    "it hardly changes: a step of 0.1 is small",
    "it grows a thousand times and more",
)

# %% slideshow={"slide_type": "fragment"}
descent = GradientDescent(0.1)
moved, _ = descent.step(wild, slope, None)
after = bptt(moved, words, np.eye(8)[words[0]], cross_entropy, read="last")[0]
one_step.reveal(after < 0.99 * value, abs(after / value - 1) < 0.01, after > 1000 * value)

# %% slideshow={"slide_type": "fragment"}
for name, g in {"as it is": slope, "clipped to length 1": clip_by_norm(slope, 1.0)}.items():
    moved, _ = descent.step(wild, g, None)
    after = bptt(moved, words, np.eye(8)[words[0]], cross_entropy, read="last")[0]
    print(f"one step, {name:20} loss from {value:.3g} to {after:.3g}")

# %% tags=["holds"]
assert after < value  # the clipped step, the last one above

# %% [markdown] slideshow={"slide_type": "-"} minutes=1
# <details><summary>Why</summary>
#
# The gradient is the true slope. But a slope holds only near the point where it was measured, and a step of such a length leaves that region at
# once. **Clipping** makes the step shorter.
#
# </details>
#
# There are two ways:
#
# - **by norm**: if the gradient is longer than the limit, shorten it as a whole,
# - **by value**: cut every number on its own to −limit … limit.
#
# > **Predict:** the gradient is (3, 0.8), the limit 1. Which of the two ways keeps its direction?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
keeps_direction = ask("10b clipping and direction", "by norm", "by value", "both", "neither")

# %% slideshow={"slide_type": "fragment"}
two = RNN(W=[[3.0]], V=[[0.8]], b=[0.0], U=[[0.0]], c=[0.0])  # a gradient with two numbers
arrows = {"gradient": two, "by norm": clip_by_norm(two, 1.0), "by value": clip_by_value(two, 1.0)}
ends = {name: (g.W.item(), g.V.item()) for name, g in arrows.items()}
same = {name: np.isclose(b / a, 0.8 / 3) for name, (a, b) in ends.items()}
n, v = same["by norm"], same["by value"]
keeps_direction.reveal(n and not v, v and not n, n and v, not n and not v)

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import arrow_plot

arrow_plot(ends, x_label="dL/dW", y_label="dL/dV")

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# By norm makes both numbers smaller by the same factor. By value cuts the large number and leaves the small one, so the arrow **turns**, and
# that step no longer follows the slope.
#
# </details>
#
# How much does the wild gradient above turn?

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib.cells import parameters


def cosine(a, b):
    dot = sum(
        float(np.vdot(p, q)) for p, q in zip(*(parameters(g).values() for g in (a, b)), strict=True)
    )
    return dot / length(a) / length(b)


for limit in (1000.0, 10.0, 0.1):
    by_norm, by_value = clip_by_norm(slope, limit), clip_by_value(slope, limit)
    print(f"limit {limit:6}: cosine by norm {cosine(slope, by_norm):.2f}, ", end="")
    print(f"by value {cosine(slope, by_value):.2f}")

# %% tags=["holds"]
assert cosine(slope, by_norm) > 0.999 > 0.9 > cosine(slope, by_value)

# %% [markdown] slideshow={"slide_type": "notes"}
# By norm: always 1.00. By value: the lower the limit, the more it turns. It is not useless, because a turned step is still
# better than one that leaves the numbers, and because Adam scales every number on its own anyway. `fit` clips by norm, at 1.
#
# **Clipping helps against exploding. It does nothing against vanishing**: no short term becomes longer by it.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## When numbers become too small to store
#
# A gradient that goes on vanishing meets the end of the number system. The smallest ordinary number in float32 is about
# $10^{-38}$. Below it are **subnormal** numbers, with fewer and fewer digits, and then zero.
#
# > **Predict:** a gradient of size 1 loses a factor of four with each step. After how many steps is it below $10^{-38}$? (Near enough: 20 %.)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
too_small = ask("10b too small for float32", numbers=["steps"])

# %% slideshow={"slide_type": "fragment"}
tiny = np.finfo(np.float32).tiny  # the smallest ordinary number
too_small.reveal(np.ceil(np.log(1 / tiny) / np.log(4)), factor=1.2)

# %% [markdown] slideshow={"slide_type": "fragment"}
# <details><summary>Why</summary>
#
# Ten factors of four are about a million, six decimal digits. Therefore 38 digits take a little more than 60 steps.
#
# </details>

# %% [markdown] slideshow={"slide_type": "fragment"}
# Many processors need much longer for subnormal numbers. Let us see what yours does.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
import time


def seconds(work, repeat=9):
    """The shortest of several runs."""
    best = np.inf
    for _ in range(repeat):
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
    return best


usual = np.random.default_rng(0).normal(size=1_000_000).astype(np.float32)
subnormal = usual * np.float32(1e-40)
for name, by in {"times 0.7": np.multiply, "divided by 0.7": np.divide}.items():
    ratio = seconds(lambda by=by: by(subnormal, np.float32(0.7)))
    ratio /= seconds(lambda by=by: by(usual, np.float32(0.7)))
    print(f"{name:15} subnormal numbers take {ratio:.1f} times as long")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# It depends on the processor. Some take hardly longer, except for divisions. On another one the benchmarks of this course met factors
# of 10 to 40 (`benchmarks/README.md`). There a training becomes slow *because* its gradient vanishes, and nobody sees why.
#
# Therefore `bptt` stops going back where nothing is left that could change a digit of the sum. Here is the sigmoid network with T = 400 and one
# loss at the end:

# %% slideshow={"slide_type": "fragment"}
from rnnlib.backprop import plain_backward
from rnnlib.fast.loops import backward

small_steps = replace(start, sigma=sigmoid)
words = np.random.default_rng(0).integers(8, size=(400, 16))
states = small_steps.run(words)[0]
outside = np.zeros((400, 16, 32))  # what the loss says to each state: nothing, but at the end
outside[-1] = 1.0
stopped = outside.copy()
first_step = backward(small_steps, states, stopped, quiet=399)
stopped[:first_step] = 0
whole_way = plain_backward(small_steps, np.concatenate([np.zeros((1, 16, 32)), states]), outside)
print(f"stopped after {400 - first_step} of 400 steps")

# %% tags=["holds"]
assert np.allclose(stopped, whole_way, rtol=1e-9, atol=1e-40)

# %% [markdown] slideshow={"slide_type": "notes"}
# It does not even look at the first 300 steps, and all entries agree with the whole way back. This is not truncation, because nothing is left
# out that a number could hold. But it shows that those 300 steps could never have taught the network anything.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3
# ## The experiment: how far back can it learn?
#
# The first input is +1 or −1, and marked as such by a second input. Then comes noise. After a **lag** the
# network is asked for the sign. It gets 400 steps of training, on new sequences each time.
#
# The **baseline** is a dense net that sees all steps at once. For it there is no lag. If it succeeds, the task itself is not
# difficult. The RNN begins with one of three V: random, orthogonal, or the identity.
#
# > **Predict:** which of the three keeps the sign over the longest lag? Think of "Which V at the start?".

# %% slideshow={"slide_type": "subslide"} minutes=0.5
longest = ask(
    "10b the longest lag", "random V", "orthogonal V", "identity V", "all alike: V is trained"
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import measured

stored = measured("a growing lag").means
lags = np.array([5, 10, 20, 30, 40, 60, 80])
kinds = ("dense net", "identity V", "orthogonal V", "random V")
reached = {
    kind: max(lag for lag in lags if stored[f"{kind}, lag {lag}"] > 0.9) for kind in kinds[1:]
}
alone = [all(reached[k] > reached[o] for o in reached if o != k) for k in reversed(kinds[1:])]
longest.reveal(*alone, len(set(reached.values())) == 1)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### Train it until it fails
#
# The page trains such networks here, at longer and longer lags. Choose V, σ and the seed. **Can you find a seed with which the
# random V reaches further than the orthogonal one?**

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import train_over_lags

train_over_lags()

# %% slideshow={"slide_type": "subslide"} minutes=2
values = measured("a growing lag").values
right = {kind: np.array([values[f"{kind}, lag {lag}"] for lag in lags]) for kind in kinds}
middle = {kind: shares.mean(axis=1) for kind, shares in right.items()}
spread = {kind: (shares.min(axis=1), shares.max(axis=1)) for kind, shares in right.items()}
line_plot(lags, middle, x_label="lag", y_label="right (guessing: 0.5)", spread=spread)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# The lines are means of five stored networks, the bands reach from the worst to the best.
#
# - The dense net answers right at every lag. The task is easy.
# - The RNN learns it too, up to a lag that depends on the V it begins with. Beyond that it falls to guessing. It does not get slowly
#   worse: **single networks learn it or do not**. In between it depends on the random start.
# - The identity reaches furthest, because its gradient does.
#
# To be fair to the RNN: the dense net has a weight for every place, and cannot read a longer sequence (lesson 01). And with more
# than 400 steps some more networks get there (task 3).
#
# </details>
#
# Is it the gradient? At the start, before any training, how large is the term of the first input?

# %% tags=["holds"]
assert right["dense net"].min() > 0.95  # the task is easy
assert all(right[kind][:2].min() > 0.9 for kind in kinds)  # short lags are learned
assert right["random V"][-1].mean() < 0.8 and right["orthogonal V"][-1].mean() < 0.9

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import binary_cross_entropy
from rnnlib.data.random_words import first_sign
from rnnlib.learning.lag import fresh

for kind in kinds[1:]:
    shares = []
    for lag in lags:
        rng = np.random.default_rng(0)
        net = fresh(kind, lag, rng)
        run = record(net, *first_sign(lag, 32, rng), binary_cross_entropy, read="last")
        terms = ledger(run).norms("W")[0]
        shares.append(terms[0] / terms.sum())
    print(f"{kind:13}", *(f"{share:8.0e}" for share in shares))

# %% [markdown] slideshow={"slide_type": "notes"}
# From lag to lag the share of the one input that matters falls. At a lag of 40 it is about one in a thousand for the two V that begin to
# fail there. For the identity it is still one in a hundred at a lag of 80. So the terms at the start tell much of what will be
# learned, but not all: with equal shares, some starts succeed and others fail.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## A real task where it fails: dates
#
# People write dates in many ways. A computer wants one. An encoder–decoder (lesson 05c) reads the date letter by letter, and
# writes it in figures.
#
# We do it twice. The second time **the same dates are written with the year in front**. Not one letter of information is
# different.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import written_dates

for text, figures in written_dates(4, np.random.default_rng(5)):
    print(f"{text:20} {figures}")
for text, figures in written_dates(4, np.random.default_rng(5), year="first"):
    print(f"{text:20} {figures}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# With the year at the end, nearly all years are right after 24 epochs on 2,200 dates.
#
# > **Predict:** and if the year is written in front, as it is in the answer?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
year_first = ask(
    "10b dates with the year in front",
    "as many years: the same letters are there",
    "more: the year is needed first, and read first",
    "hardly any year",
)

# %% slideshow={"slide_type": "fragment"}
dates = measured("written dates")
at_the_end, in_front = (dates.means[f"year {where}: year"] for where in ("last", "first"))
year_first.reveal(
    abs(in_front - at_the_end) < 0.05, in_front > at_the_end + 0.05, in_front < 0.3 < at_the_end
)

# %% slideshow={"slide_type": "fragment"}
dates

# %% [markdown] slideshow={"slide_type": "-"} minutes=1
# <details><summary>Why</summary>
#
# With the year at the end, the year is right nearly always, because it was read last. The month and the day were read before it, and are
# often wrong. With the year in front, the network learns next to nothing in the same time.
#
# Seven times as many epochs, in one run that was made when this course was prepared: with the year last, 0.97 of the years and 0.35 of the dates
# are right; with the year in front, 0.04 and 0.00.
#
# The information is the same in both. But in front, the year has to be carried past the month and the day, and that is what an RNN like
# ours does badly. The order does not explain everything: the month then stands *nearer* to the point where it is written, and it still takes longer
# to learn.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## What would help: a gate
#
# Of the three units of lesson 10a, none had both: it *remembers, and the gradient arrives*. Here is a unit that has both.
# It gets a second value g at each step, the **gate**:
#
# $$z^{[t]} = g^{[t]} z^{[t-1]} + (1 - g^{[t]}) x^{[t]}$$
#
# With g = 1 it keeps, with g = 0 it takes in the new input. We set the gate by hand: take in the first input, then keep.


# %% slideshow={"slide_type": "subslide"} minutes=1
def noisy(T, B=2000):
    """The first input is 1 or −1, then noise: (T, B, 1). The same T gives the same numbers."""
    rng = np.random.default_rng(T)
    x = 0.5 * rng.normal(size=(T, B, 1))
    x[0] = rng.choice([-1.0, 1.0], size=(B, 1))
    return x


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# The two tests are those of lesson 10a ("Forgetting is not vanishing"), with 40 steps: does the last state have the sign of
# the first input, and how far does it move when the first input moves a little?
#
# > **Predict:** how does this unit do in them?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
gate_tests = ask(
    "10b the gate in both tests",
    "it remembers, and its gradient vanishes",
    "it remembers, and its gradient arrives whole",
    "it forgets, and its gradient arrives whole",
)


# %% slideshow={"slide_type": "fragment"}
def gated(x, g):
    """The last state of a unit whose gate is g[t]: 1 keeps, 0 takes in."""
    z = 0.0
    for x_t, g_t in zip(x, g, strict=True):
        z = g_t * z + (1 - g_t) * x_t
    return z


x = noisy(40)
g = np.r_[0.0, np.ones(39)]
moved = x.copy()
moved[0] += 1e-3
held = np.mean(np.sign(gated(x, g)) == x[0])
gradient = (gated(moved, g) - gated(x, g)).mean() / 1e-3
whole = abs(gradient - 1) < 1e-9
gate_tests.reveal(held == 1 and not whole, held == 1 and whole, held < 1 and whole)

# %% slideshow={"slide_type": "fragment"}
print(f"remembers {held:.2f}, gradient after 39 steps back {gradient:.2f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# It remembers, because no noise gets in. And the gradient is 1, because keeping means multiplying by 1 and by nothing else.
#
# </details>
#
# Here we set the gate by hand. In a network it has to be computed at each step from the input and the state, by weights
# that are learned too. Networks that do so are the **LSTM** (Hochreiter, Schmidhuber 1997) and the **GRU** (Cho et
# al. 2014), and most people use one of them. They can reach further, but not without limit: a gate below 1 makes the gradient vanish too. How far they
# reach depends on where their gates begin. [Lesson 15](15_gates.ipynb) measures it in the two tasks of this lesson.

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("10b")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=6.5
# ## Key points
#
# - Which V a network begins with decides how far back its first gradients reach.
# - Clipping by norm keeps the direction. It helps against exploding only.
# - Over a lag beyond what the first V lets through, most networks learn nothing in the time they get. Gates were invented for that.
# - A gate of 1 keeps the value and passes the gradient whole.
#
# ## Common mistakes
#
# - *"Clipping solves vanishing."* It only makes long gradients shorter.
# - *"The gradient is right, so a step against it makes the loss smaller."* Only if the step is short enough.
# - *"It does not learn a lag of 60, so it cannot."* In 400 steps it does not. With more steps some networks do.
#
# ## Your turn
#
# 1. Give the networks at lag 60 four times as many steps: `from rnnlib.learning.lag import learns`, then
#    `[learns("orthogonal V", 60, seed, steps=1600) for seed in range(5)]`. How many learn it now? Does the answer change your mind about "cannot learn"?
#    <details><summary>Solution</summary>Two or three of five, after none. So vanishing does not make it impossible, but the number of
#    steps that are needed grows fast with the lag.</details>
# 2. Set the gate of the last unit to 0.9 in place of 1 while it keeps. What is left of the gradient after 39 steps back?
#    <details><summary>Solution</summary>`g = np.r_[0.0, np.full(39, 0.9)]`, and the rest of the cell again: 0.9 to the power of 39, which is
#    0.016. A gate below 1 makes it vanish too, only more slowly than a switch.</details>
#
# **Exercise:** [E11 · Find the planted bug](../exercises/E11_planted_bug.ipynb).
#
# **Words:** [clipping](14_glossary.ipynb#clipping), [gate](14_glossary.ipynb#gate), [GRU](14_glossary.ipynb#GRU), [LSTM](14_glossary.ipynb#LSTM)
#
# **Next:** [11 · Embeddings](11_embeddings.ipynb)
