# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 10a · Vanishing: a gradient that does not arrive
#
# **After this lesson you can**
#
# - look at the terms of a gradient, not only at their sum,
# - tell the norm of V from its spectral radius, by measuring,
# - tell forgetting from vanishing,
# - say what σ does to a gradient on its way back.
#
# **Time:** 50 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4
# ## Do you remember?
#
# 1. What is one entry of the ledger?
#    <details><summary>Answer</summary>What one step's copy of V adds to the gradient of one loss (lesson 09).</details>
# 2. On its way one step to the left, by what is a gradient multiplied?
#    <details><summary>Answer</summary>By the slope of σ and by V (lesson 06).</details>
# 3. A network is trained to say the last word. What happens to its memory of the first one?
#    <details><summary>Answer</summary>Training clears it away, faster than in a random network (lesson 08).</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## Three beliefs
#
# People say of recurrent networks that their gradients *vanish*. What follows from that? Three common beliefs:
#
# - **A.** "The gradient is zero, so the network stops learning."
# - **B.** "All steps share one W and one V. So how can the early steps suffer and the late ones not?"
# - **C.** "The gradient is exact. What is small is unimportant."
#
# Decide for yourself which of them are right. Each will meet an experiment.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The sum looks healthy
#
# The task: read T random words, then say the **first** one. The loss is read once, at the end. The network has 32 units
# and is not trained yet. V is random, with spread 0.7/√32. `say_the_first` gives the ledger of one batch of 16 sequences.

# %%
from dataclasses import replace

import numpy as np

from rnnlib import RNN, cross_entropy, ledger, line_plot, record, softmax

start = RNN.initialise(8, 32, 8, rng=np.random.default_rng(1), tau=softmax)  # V is orthogonal
random_V = np.random.default_rng(2).normal(size=(32, 32)) / np.sqrt(32)
fading = replace(start, V=0.7 * random_V)


def say_the_first(model, T, B=16):
    """The ledger of one batch: read T words, be asked for the first."""
    words = np.random.default_rng(T).integers(8, size=(T, B))
    x, y = np.eye(8)[words], np.eye(8)[words[0]]
    return ledger(record(model, x, y, cross_entropy, read="last"))


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# T grows from 5 to 80. We look at the length of the whole gradient dL/dW, and at the term of the first word alone, dL/dW_0.
#
# > **Predict:** what happens to the two?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

whole_and_term = ask(
    "10a the sum and one term",
    "both fall to nearly nothing",
    "the whole stays, the term falls to nearly nothing",
    "both stay as they are",
)

# %% slideshow={"slide_type": "fragment"}
lengths = np.array([5, 10, 20, 30, 40, 60, 80])
ledgers = [say_the_first(fading, T) for T in lengths]
whole = np.array([np.linalg.norm(book.total("W")) for book in ledgers])
first = np.array([book.norms("W")[0, 0] for book in ledgers])
whole_falls, term_falls = (row[-1] < 0.1 * row[0] for row in (whole, first))
whole_and_term.reveal(
    whole_falls and term_falls, term_falls and not whole_falls, not term_falls and not whole_falls
)

# %% slideshow={"slide_type": "subslide"} minutes=1
curves = {"whole gradient dL/dW": whole, "term of the first word": first}
line_plot(lengths, curves, x_label="length T (words)", y_label="size", y_log=True)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# The whole gradient stays as long as it was. **Belief A is wrong**: the gradient is not zero, and learning does not stop. What
# vanishes is *one term of the sum*, the term of the first word. At 80 words it has lost more than ten digits.
#
# </details>
#
# So we look at all terms, for T = 40.

# %% tags=["holds"]
assert min(whole) > 0.5 * max(whole) and first[-1] < 1e-10 * whole[-1]

# %% slideshow={"slide_type": "subslide"} minutes=1.5
book = ledgers[4]
terms = book.norms("W")[0]
recent = book.entries("W")[0, -20:].sum(axis=0)
change = np.linalg.norm(recent - book.total("W")) / np.linalg.norm(book.total("W"))
print(f"without the older half, the gradient changes by {change:.5f} of its length")
steps = np.arange(40)
line_plot(steps, {"dL/dW_τ": terms}, x_label="step τ", y_label="size of the term", y_log=True)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# On this axis a straight line means that each step to the left loses the same share. If all terms older than 20 steps are left out, the
# gradient hardly changes.
#
# **Belief B** mixes up two things. There is only one W, and it does get a gradient of full length. But that gradient is made of
# what the *last* steps say, therefore W learns from it what to do with late words, and hardly what to do with early ones. It is not the
# *weights* that suffer, but what the early steps say to them.
#
# Now **belief C**. In this task the right answer *is* the first word, and nothing else matters.
#
# > **Predict:** at T = 40, which word has the largest share in the gradient?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
largest_share = ask(
    "10a the largest share",
    "the first word: the answer depends on it alone",
    "the last word, which does not matter at all",
    "all the same: they share one W",
)

# %% slideshow={"slide_type": "fragment"}
share = terms / terms.sum()
equal = np.ptp(share) < 0.01
largest_share.reveal(share.argmax() == 0, share.argmax() == 39, equal)

# %% slideshow={"slide_type": "fragment"}
for T, book in zip(lengths, ledgers, strict=True):
    terms = book.norms("W")[0]
    share = terms / terms.sum()
    print(f"T = {T:2}: first word {share[0]:.1e}, last word {share[-1]:.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# <details><summary>Why</summary>
#
# The gradient is exact. But it answers a small question: *with the weights as they are now, what does a
# tiny change do?* These weights let the first word fade, therefore a tiny change does nothing for it. Whether the word is *important* is
# another question. **Belief C is wrong.**
#
# </details>
#
# Would a larger batch help? The terms of the other words are partly chance, and average out.

# %% tags=["holds"]
assert terms[0] < 1e-9 * terms[-1]
assert change < 1e-3

# %% slideshow={"slide_type": "fragment"}
for B in (16, 160, 1600):
    terms = say_the_first(fading, 40, B).norms("W")[0]
    print(f"B = {B:4}: share of the first word {terms[0] / terms.sum():.0e}")

# %% [markdown] slideshow={"slide_type": "notes"}
# With 100 times as many sequences the share grows by ten, the root of 100, and is still about one in a million. So more data do not help.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Why: the same factor, again and again
#
# One step to the left:
#
# $$\mathbf{dz}^{[t-1]} = \mathbf{V} \, \mathbf{da}^{[t]} \qquad
# \mathbf{da}^{[t]} = \sigma'(\mathbf{a}^{[t]}) \cdot \mathbf{dz}^{[t]}$$
#
# With one unit this is one number times another. Over many steps:
#
# > **Predict:** how large are $0.9^{50}$ and $1.1^{50}$, about? (Near enough: a third to three times.)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
powers_of = ask("10a fifty times a factor", numbers=["0.9 to the 50th", "1.1 to the 50th"])

# %% slideshow={"slide_type": "fragment"}
powers_of.reveal(0.9**50, 1.1**50, factor=3)

# %% slideshow={"slide_type": "fragment"}
for factor in (0.8, 0.9, 1.0, 1.1, 1.2):
    print(f"{factor} to the power of 50: {factor**50:10.5f}")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# <details><summary>Why</summary>
#
# Below 1 the product **vanishes**, above 1 it **explodes**. Only 1 keeps it.
#
# </details>
#
# With many units V is a matrix. How large is a matrix?
#
# ## Norm or spectral radius?
#
# Two numbers are in use, and they are often confused:
#
# - The **norm** ‖V‖ is the largest stretch in *one* step: the largest singular value.
# - The **spectral radius** is the largest absolute value of an eigenvalue. It gives the stretch per step in the
#   *long run*.
#
# > **Predict:** a matrix has norm 4.1 and spectral radius 0.5. It is applied 40 times. How long does a vector become?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
skewed_matrix = ask(
    "10a norm 4.1 and radius 0.5",
    "longer and longer, as the norm says",
    "shorter from the first step on, as the radius says",
    "first longer, then shorter",
)

# %% slideshow={"slide_type": "fragment"}
skewed = np.array([[0.5, 4.0], [0.0, 0.5]])


def norm(V):
    return np.linalg.norm(V, 2)


def radius(V):
    return np.abs(np.linalg.eigvals(V)).max()


powers = np.arange(1, 41)
sizes = [norm(np.linalg.matrix_power(skewed, k)) for k in powers]
skewed_matrix.reveal(sizes[-1] > sizes[0], sizes[0] < 1, sizes[-1] < 1 < sizes[0])

# %% slideshow={"slide_type": "subslide"} minutes=1
print(f"skewed: norm {norm(skewed):.2f}, spectral radius {radius(skewed):.2f}")
matrices = {"skewed": skewed, "0.9 · identity": 0.9 * np.eye(2), "1.1 · identity": 1.1 * np.eye(2)}
curves = {
    name: [norm(np.linalg.matrix_power(V, k)) for k in powers] for name, V in matrices.items()
}
line_plot(powers, curves, x_label="steps k", y_label="norm of V to the power of k", y_log=True)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# For about five steps the skewed matrix stretches, as its norm says. After that it shrinks, as its spectral
# radius says. A norm above 1 does not mean that something explodes.
#
# </details>
#
# So far there was no σ. With tanh, each step is also multiplied by slopes between 0 and 1. `signal` measures how large dL/da is at each
# step, and we compare the first step with the last, 49 steps later.


# %%
def signal(model, T=50):
    """How large dL/da[τ] is at each step τ, for one batch of `say_the_first`."""
    return np.sqrt((say_the_first(model, T).da[0] ** 2).sum(axis=(1, 2)))


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# > **Predict:** in which of these networks does the gradient vanish fastest?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
fastest = ask(
    "10a fastest to vanish",
    "tanh, V = 0.7 · random (radius below 1)",
    "tanh, V = 1.5 · random (radius above 1)",
    "tanh, V orthogonal (radius 1)",
    "tanh, V = 3 · identity (radius 3)",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import identity

eye = np.eye(32)
cases = {
    "tanh,     0.7 · random": fading,
    "tanh,     1.5 · random": replace(start, V=1.5 * random_V),
    "tanh,     orthogonal": start,
    "tanh,     3 · identity": replace(start, V=3 * eye),
    "identity, 1.1 · orthogonal": replace(start, V=1.1 * start.V, sigma=identity),
}
left = {name: (s := signal(model))[0] / s[-1] for name, model in cases.items()}
fastest.reveal(*(name == min(left, key=left.get) for name in list(cases)[:4]))

# %% slideshow={"slide_type": "fragment"}
for name, model in cases.items():
    sizes = f"norm {norm(model.V):.2f}, radius {radius(model.V):.2f}"
    print(f"{name:27} {sizes}, left over {left[name]:.0e}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2.5
# <details><summary>Why</summary>
#
# - Row 1: the norm is above 1, and still it vanishes, because the radius is below 1.
# - Row 3: norm and radius are both exactly 1, and it vanishes, because the slopes of tanh are below 1.
# - Row 4: **norm and radius are 3, and nothing vanishes faster.** The units are saturated, and there the slope of tanh
#   is nearly zero.
#
# Only one direction is certain: if the norm times the largest slope is below 1, the gradient vanishes. All else has to be
# **measured**. "Eigenvalue below 1: vanishes, above 1: explodes" is true for linear networks, in the long run.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### Make it fade, make it explode
#
# Choose a target, press *Go back*, and look at the slope at each step, on a log scale. The large entries of W saturate the units:
# to make it explode, weaken the words first.

# %% slideshow={"slide_type": "-"} minutes=4.5
from rnnlib import Vocabulary, explore, lecture_example

example, words = lecture_example()
explore(example, Vocabulary(words), "This is good news.", challenge=("fade", "explode"))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Forgetting is not vanishing
#
# Two questions sound alike:
#
# - **Forward:** does the last state still *hold* the first input?
# - **Backward:** does the gradient still *reach* the first input?
#
# Three networks with one unit each. The first input is +1 or −1, all later inputs are noise (spread 0.5). The answer is the sign of the
# last state. The *switch* is the unit of lesson 02 with V = 3: we know that it remembers.

# %%
from rnnlib import bptt, squared_error, tanh


def one_unit(V, sigma):
    return RNN([[1.0]], [[V]], [0.0], [[1.0]], [0.0], sigma, identity)


networks = {
    "switch: tanh, V = 3": one_unit(3.0, tanh),
    "running sum: identity, V = 1": one_unit(1.0, identity),
    "fading: tanh, V = 0.9": one_unit(0.9, tanh),
}


def noisy(T, B=2000):
    """The first input is 1 or −1, then noise: (T, B, 1)."""
    rng = np.random.default_rng(T)
    x = 0.5 * rng.normal(size=(T, B, 1))
    x[0] = rng.choice([-1.0, 1.0], size=(B, 1))
    return x


# %% slideshow={"slide_type": "subslide"} minutes=1.5
def remembers(model, T):
    """The share of sequences whose last state has the sign of the first input."""
    x = noisy(T)
    return np.mean(np.sign(model.run(x)[0][-1]) == x[0])


times = np.array([1, 2, 3, 5, 10, 20, 30, 40])
forward = {name: [remembers(model, T) for T in times] for name, model in networks.items()}
line_plot(times, forward, x_label="length T", y_label="sign remembered, share")


# %%
def reach(model, T=40):
    """How much the last state moves per unit of each input, on average: (T,)."""
    x = noisy(T)
    y = model.run(x, read="last")[1] - 1  # so that the loss has the slope 1 in f
    _, _, dx, _ = bptt(model, x, y, squared_error, read="last", with_inputs=True)
    return np.abs(dx).sum(axis=(1, 2))


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# The plot shows the forward question: the switch holds the sign over 40 steps of noise.
#
# > **Predict:** and backward? What is left of the switch's gradient after 39 steps back?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
switch_gradient = ask(
    "10a gradient of the switch",
    "most of it: what is remembered can be reached",
    "next to nothing, although it remembers",
    "far more than at the start: V is 3",
)

# %% slideshow={"slide_type": "fragment"}
backward = {name: reach(model)[::-1] for name, model in networks.items()}
at_start = backward["switch: tanh, V = 3"][-1]
switch_gradient.reveal(0.1 < at_start <= 1, at_start < 1e-6, at_start > 1)

# %% slideshow={"slide_type": "subslide"} minutes=1
back = np.arange(40)
line_plot(back, backward, x_label="steps back", y_label="gradient", y_log=True)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2.5
# <details><summary>Why</summary>
#
# | | forward: remembers? | backward: gradient |
# |---|---|---|
# | switch | **yes**, always | **vanishes**, fastest of all |
# | running sum | less and less, because the noise adds up | **never** vanishes, exactly 1 |
# | fading | no | vanishes |
#
# One combination is missing: *remembers, and the gradient arrives*. The switch holds its memory **because**
# it is saturated. A small push changes nothing, so noise cannot wipe it out, and for the same reason no gradient passes. For a unit
# like these, holding on to something robustly and passing gradients exclude each other (Bengio, Simard, Frasconi 1994).
#
# Therefore a measured gradient does not tell whether a network forgets, and a measured memory does not tell whether its gradient vanishes.
#
# </details>

# %% tags=["holds"]
assert forward["switch: tanh, V = 3"][-1] > 0.99 and at_start < 1e-20

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Which σ?
#
# Now 32 units again, V orthogonal, T = 50, four activations.
#
# > **Predict:** whose gradient goes least far back? Think of the slope of each of them.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
least_far = ask("10a which activation", "sigmoid", "tanh", "ReLU", "identity")

# %% slideshow={"slide_type": "fragment"}
from rnnlib import relu, sigmoid

signals = {
    sigma.name: signal(replace(start, sigma=sigma))[::-1]
    for sigma in (identity, tanh, relu, sigmoid)
}
factors = {name: (s[-1] / s[0]) ** (1 / 49) for name, s in signals.items()}
lowest = min(factors, key=factors.get)
least_far.reveal(*(lowest == name for name in ("sigmoid", "tanh", "relu", "identity")))

# %% slideshow={"slide_type": "subslide"} minutes=2
for sigma in (identity, tanh, relu, sigmoid):
    z = replace(start, sigma=sigma).run(np.random.default_rng(0).integers(8, size=(50, 16)))[0]
    flat = np.mean(sigma.back(z, np.ones_like(z)) < 0.1)
    print(f"{sigma.name:9} factor per step {factors[sigma.name]:.2f}, ", end="")
    print(f"z from {z.min():5.2f} to {z.max():.2f}, slope below 0.1 in {flat:.2f}")
line_plot(np.arange(50), signals, x_label="steps back", y_label="size of dL/da", y_log=True)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# - **sigmoid**: its slope is never above 1/4. With this V, which keeps every length, at least three quarters are lost at each step.
# - **ReLU**: the slope is 0 or 1. With this V nearly half of the units are off at each step, and what they carry is lost.
# - **tanh**: the slope is near 1 around zero. "tanh avoids vanishing" is wrong, it only vanishes more slowly here.
# - **identity**: nothing is lost. But such a network is linear: its score is a sum of one number for each word at its place,
#   therefore it cannot even learn *not*.
#
# All four have the same V. With another V the order can change.
#
# </details>

# %% tags=["holds"]
assert factors["sigmoid"] < factors["relu"] < factors["tanh"] < factors["identity"]

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("10a")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## Key points
#
# - Look at the terms. The whole gradient can be long while the term that matters is nearly nothing.
# - A gradient is multiplied by V and a slope at each step. So it usually vanishes or explodes, and seldom stays the same.
# - The norm tells the stretch of one step, the spectral radius that of the long run, and both leave out σ. Therefore measure.
# - Forgetting (forward) and vanishing (backward) are two things. A switch remembers and passes no gradient.
#
# ## Common mistakes
#
# - *"Vanishing gradient: the gradient is zero."* Its old terms are small. The sum is not.
# - *"Shared weights cannot suffer at early steps only."* The weights do not. What early steps say to them does.
# - *"A small gradient means that the input is unimportant."* It means that a tiny change does little *now*.
# - *"An eigenvalue below 1 means vanishing, above 1 exploding."* With tanh, V = 3 vanishes fastest.
# - *"ReLU solves it."* Half of the units are off at each step, and what is on can explode.
#
# ## Your turn
#
# 1. Give the switch other values of V: 1, 1.2, 1.5, 2, 4. Which of them remember the sign over 40 steps? Which pass a gradient?
#    <details><summary>Solution</summary>`for V in (1, 1.2, 1.5, 2, 4): m = one_unit(V, tanh); print(V, remembers(m, 40), reach(m)[0])`.
#    V = 2 remembers in 0.96 and V = 4 always, with gradients of 3e-16 and 4e-83. At 1.5 and below the noise wipes the sign out. No V
#    has both.</details>
# 2. The slope of the sigmoid is at most 1/4. So make V larger: can a sigmoid network have a gradient that does not vanish?
#    <details><summary>Solution</summary>`s = signal(replace(start, V=k * start.V, sigma=sigmoid)); s[0] / s[-1]` for k = 4, 6, 8
#    gives 4e-8, 0.005 and 3. So it can, with norm 8. "The sigmoid vanishes" is only true of the usual small weights.</details>
#
# **Words:** [exploding gradient](14_glossary.ipynb#exploding-gradient), [spectral radius](14_glossary.ipynb#spectral-radius), [vanishing gradient](14_glossary.ipynb#vanishing-gradient)
#
# **Next:** [10b · Exploding, and how far back a network can learn](10b_how_far_back.ipynb)
