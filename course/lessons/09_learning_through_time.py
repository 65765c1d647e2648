# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 09 · Learning through time
#
# **After this lesson you can**
#
# - say what one step adds to the gradient of one loss, and write all of it into one table,
# - explain each `+` in the code of backpropagation through time,
# - check a gradient with a well-chosen step, and say what truncation leaves out.
#
# **Time:** 55 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4
# ## Do you remember?
#
# 1. Two arrows lead away from z[t]. What happens to the two gradients that come back?
#    <details><summary>Answer</summary>They add (lesson 06).</details>
# 2. How is the gradient of a shared weight made from the gradients of its copies?
#    <details><summary>Answer</summary>It is their sum (lesson 04).</details>
# 3. Which words does the last state of a network remember?
#    <details><summary>Answer</summary>Those that it was trained to remember. A network that was never trained
#    remembers the last few (lesson 08).</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Begin with a loss that you can see
#
# Texts about this topic often start from "the gradient that comes from above". Where it comes from is not said. We
# start from the losses. The network is the one of lesson 06, with one unit. It now takes five steps and has a target
# at each of them.

# %% slideshow={"slide_type": "subslide"} minutes=1.5
import numpy as np

from rnnlib import record, squared_error, three_steps

small, _, _ = three_steps()
x = np.array([[1.0], [0.0], [0.0], [1.0], [0.0]])
y = np.array([[1.0], [0.0], [1.0], [0.0], [1.0]])
trace = record(small, x, y, squared_error)
for t in range(5):
    z, f, L = (trace.value(f"{name}[{t}]").item() for name in "zfL")
    print(f"t = {t}: z = {z:5.2f}, f = {f:5.2f}, target {y[t, 0]:.0f}, L[{t}] = {L:.2f}")
print(f"all together: L = {trace.value('L'):.2f}")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# Five losses. Training wants to know: *how does their sum change if V changes a little?*
#
# ## The fork
#
# Every z[t] is used twice: for f[t], and for z[t+1].
#
# > **Predict:** through f[1] comes 1.04, through z[2] comes −0.32. What is dz[1]?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

at_the_fork = ask("09 at the fork", numbers=["dz[1]"])

# %% slideshow={"slide_type": "fragment"}
from rnnlib import gradients

at_the_fork.reveal(gradients(trace)[trace["z[1]"]].item(), within=0.006)

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import fork

fork(trace, t=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The two ways add. Now look closer at the two shares:
#
# - What comes down from f[1] comes from **one** loss, L[1].
# - What comes from z[2] is what **all later** losses say together, L[2] + L[3] + L[4]. They were added at forks
#   further to the right.
#
# </details>
#
# So the fork mixes what the losses say. To understand the sum, we first keep them apart.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## One private copy for each step
#
# The same V is used at every step. That makes it hard to say what "the V at step 3" does. Therefore we give each step
# a copy of its own, $V_0$ to $V_4$, all equal to V. Nothing changes in the run, but now one copy can be moved
# alone.

# %%
from dataclasses import replace

from rnnlib.networks.untied import UntiedRNN

copies = UntiedRNN.copies_of(small, T=5)


def losses(network):
    """The five losses of a run."""
    return 0.5 * ((network.run(x)[1] - y) ** 2).sum(axis=1)


def slopes(step, eps=1e-5):
    """How each of the five losses changes, per unit, if the copy of one step is moved."""
    move = np.zeros((5, 1, 1))
    move[step] = eps
    up, down = (losses(replace(copies, V=copies.V + way * move)) for way in (1, -1))
    return (up - down) / (2 * eps)


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# > **Predict:** we move $V_3$ a little. Which of the five losses change?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
moved_copy = ask(
    "09 one copy is moved",
    "L[3] alone",
    "L[3] and L[4]",
    "L[0], L[1], L[2] and L[3]",
    "all five: it is the same V",
)

# %% slideshow={"slide_type": "fragment"}
changed = tuple(np.flatnonzero(slopes(3)).tolist())
moved_copy.reveal(changed == (3,), changed == (3, 4), changed == (0, 1, 2, 3), len(changed) == 5)

# %% slideshow={"slide_type": "fragment"}
moved_by_hand = np.column_stack([slopes(step) for step in range(5)])
print(moved_by_hand.round(2) + 0.0)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# A row is a loss, a column a copy. $V_3$ (the fourth column) cannot change what was said before step 3. Therefore
# the table is **lower triangular**: above the diagonal there are zeros, exactly.
#
# The first column is zero for another reason: $V_0$ is multiplied with the state before the first step, and that
# is zero here.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## The ledger
#
# This table needs no measuring. One formula gives each entry:
#
# $$\frac{\partial L^{[t]}}{\partial \mathbf{V}_\tau} = \mathbf{z}^{[\tau-1]} \,
# {\mathbf{da}^{[t,\tau]}}^\top$$
#
# Here $\mathbf{da}^{[t,\tau]}$ is what L[t] says to step τ. It starts at τ = t and goes left, one V and one slope of σ at
# a time. We call the table the **ledger**, like the book in which a shop writes down who owes what.
#
# > **Predict:** the second column adds up to 0.37 − 0.31 + 0.25 − 0.06 = 0.25. Whose gradient is that?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
column_sum = ask(
    "09 the sum of a column",
    "that of L[1] alone, with the V that all steps share",
    "that of the copy of step 1, with all five losses",
    "that of V, with all five losses",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import bptt

second = moved_by_hand[:, 1].sum()
moved = np.zeros((5, 1, 1))
moved[1] = 1e-5
up, down = (losses(replace(copies, V=copies.V + way * moved)).sum() for way in (1, -1))
of_the_copy = (up - down) / 2e-5
of_the_loss = bptt(small, x[:2], y[1], squared_error, read="last")[1].V.item()
of_V = bptt(small, x, y, squared_error)[1].V.item()
column_sum.reveal(*(np.isclose(second, g, atol=1e-6) for g in (of_the_loss, of_the_copy, of_V)))

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import ledger

table = ledger(trace)
table

# %% tags=["holds"]
assert np.allclose(table.entries("V")[:, :, 0, 0], moved_by_hand, rtol=0, atol=1e-9)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# <details><summary>Why</summary>
#
# A column has everything that one copy changed, in all losses. The formula gives what we measured.
#
# </details>
#
# Now the order in which a computer fills it in. Backward means: from the last column to the first. A green edge is
# an entry that came down through f, an orange edge one that came along V. Step through it, and say before each step which entries will come.

# %% slideshow={"slide_type": "subslide"} minutes=2
from rnnlib import step_ledger

step_ledger(trace)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Three kinds of sums
#
# A column is the gradient of one copy. What are a row, and everything?

# %% slideshow={"slide_type": "fragment"}
shared = bptt(small, x, y, squared_error)[1].V
L4_alone = bptt(small, x, y[4], squared_error, read="last")[1].V
row, column = table.by_loss("V")[4].item(), table.by_copy("V")[1].item()
print(f"row L[4]:    {row:.6f}   gradient of L[4] alone: {L4_alone.item():.6f}")
print(f"column V_1:  {column:.6f}   measured: {moved_by_hand[:, 1].sum():.6f}")
print(f"everything:  {table.total('V').item():.6f}   gradient of V: {shared.item():.6f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# - **A row** adds up to the gradient of one loss, with the shared V.
# - **A column** adds up to the gradient of one copy, with the whole loss.
# - **Everything** adds up to dL/dV, which `bptt` computes.
#
# Look at the numbers again. Some entries are as large as 0.37, and yet everything adds up to 0.04. The losses
# disagree about V: L[1] and L[2] pull in opposite directions. Therefore a small gradient does not mean that nothing was said.
#
# So there are two kinds of `+` in the code of backpropagation through time. The one at the **fork** adds rows: it joins losses.
# The one of the **shared weight** adds columns: it joins steps. `bptt` does both on its way back:
#
# $$\mathbf{dz}^{[t]} = \mathbf{U}\,\mathbf{ds}^{[t]} + \mathbf{V}\,\mathbf{da}^{[t+1]}
# \qquad \mathbf{dV} = \sum_t \mathbf{z}^{[t-1]} {\mathbf{da}^{[t]}}^\top$$
#
# `bptt` goes back once. The ledger keeps all losses apart, so it goes back from every one of them.
#
# > **Predict:** for T = 50, with a loss at each step, how many steps back does each of the two take?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
steps_back = ask("09 steps back", numbers=["bptt", "ledger"])

# %% slideshow={"slide_type": "fragment"}
T = 50
steps_back.reveal(T, sum(range(1, T + 1)), factor=1.1)

# %% tags=["holds"]
assert np.isclose(table.total("V"), shared, rtol=1e-10, atol=0)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# <details><summary>Why</summary>
#
# The loss of step t goes back over t + 1 steps, and 1 + 2 + … + 50 = 50 · 51 / 2. Adding at the fork is what makes backpropagation cheap. The
# ledger is there to be looked at.
#
# </details>
#
# ## A loss only at the end
#
# > **Predict:** a sentence has one loss, after its last word. Which places of its ledger are filled?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
filled_places = ask(
    "09 a loss only at the end",
    "one entry: one loss",
    "the last row",
    "the last column",
    "the whole lower triangle",
)

# %% slideshow={"slide_type": "fragment"}
at_the_end = ledger(record(small, x, y[4], squared_error, read="last"))
filled = np.abs(at_the_end.entries("b")).sum(axis=2) > 0  # a row for each loss
one, row = filled.sum() == 1, len(filled) == 1 and filled.all()
column = filled.shape[1] == 1
filled_places.reveal(one, row and not one, column and not one, len(filled) == 5)

# %% slideshow={"slide_type": "subslide"} minutes=1
at_the_end

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# There is one loss, therefore one row. Still every copy gets its share: "one loss" does not mean "one term".
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### The last loss reaches back
#
# A small trained network reads "This is not good news.", and says 0.01. We tell it that the answer should have been 1.
#
# > **Predict:** how long is the slope on the state after "this", compared with the one after `<eos>`?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
reaches_back = ask(
    "09 the slope at the first word",
    "longer: all that follows depends on it",
    "about as long",
    "about a fiftieth",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import binary_cross_entropy, tokens, trained_example

judge, vocabulary = trained_example()
x_told = vocabulary.one_hot(tokens("This is not good news."))
told = record(judge, x_told, [1.0], binary_cross_entropy, read="last")
slopes = gradients(told)
first, last = (np.linalg.norm(slopes[told[name]]) for name in ("z[0]", "z[5]"))
print(f"length at the first word {first:.2f}, at the last {last:.2f}")
reaches_back.reveal(first > 1.2 * last, last <= first < 1.2 * last, first < last / 20)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Each step back multiplies the slope by V and by the slope of tanh, which is small where a unit is nearly 1 or −1. Press *Go
# back*, choose the log scale, and step to the first word: each bar is shorter than the one after it.
#
# </details>

# %% slideshow={"slide_type": "subslide"} minutes=3.5
from rnnlib import explore

explore(judge, vocabulary, "This is not good news.", challenge="fade")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Fifty steps
#
# A larger network, 16 units, reads 50 random words out of 8. At each step it should name the word before. It is not trained.
# An entry is a 16×16 matrix now. The map shows how *large* each is: the root of the sum of its squared
# numbers. One shade is one power of ten.
#
# > **Predict:** where are the largest entries?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
largest_entries = ask(
    "09 the largest entries",
    "on the diagonal: each loss and its own step",
    "in the first columns: all losses have heard of these steps",
    "in the last row: the last loss has read everything",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import RNN, cross_entropy, ledger_map, softmax

net = RNN.initialise(8, 16, 8, rng=np.random.default_rng(1), tau=softmax)
labels = np.random.default_rng(2).integers(8, size=51)
words, before = np.eye(8)[labels[1:]], np.eye(8)[labels[:-1]]
long = ledger(record(net, words, before, cross_entropy))
sizes = long.norms("V")
means = [np.mean(sizes[np.arange(1, 50), np.arange(1, 50)]), sizes[:, 1:6].mean(), sizes[-1].mean()]
largest_entries.reveal(*(mean == max(means) for mean in means))

# %% slideshow={"slide_type": "subslide"} minutes=1
ledger_map(long)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# Each loss says most about its own step. To the left every row gets lighter, because each step back multiplies by V and by a slope. In the last row
# the entry on the diagonal is 20,000 times as large as the one of step 1.
#
# </details>
#
# Which share of all sizes, added up, stays within a few steps?

# %% slideshow={"slide_type": "fragment"}
distance = np.subtract.outer(np.arange(50), np.arange(50))
for most in (0, 4, 9, 24, 49):
    near = sizes[(distance >= 0) & (distance <= most)].sum() / sizes.sum()
    print(f"at most {most:2} steps apart: {near:.2f} of all sizes")

# %% [markdown] slideshow={"slide_type": "notes"}
# Nearly all is said over ten steps or fewer. Why the old terms are so small, and what follows from that, is lesson 10a.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## How to check a gradient
#
# Formulas for gradients are easy to get wrong, and a wrong one often still learns a little. So we measure. The
# measured slope of a number p is
#
# $$\frac{L(p + \text{eps}) - L(p - \text{eps})}{2 \, \text{eps}}$$
#
# Here is BPTT for V, written by hand, with a switch: `later=0` forgets what comes from the next step.


# %% slideshow={"slide_type": "subslide"} minutes=1.5
def my_dV(model, trace, later=1):
    """dL/dV for the squared error and τ = identity, from a recorded run."""
    dV, from_next = np.zeros_like(model.V), 0.0
    for t in reversed(range(trace.T)):
        z, z_before = trace.value(f"z[{t}]"), trace.value(f"z[{t - 1}]" if t else "z_init")
        ds = (trace.value(f"f[{t}]") - trace.value(f"y[{t}]")) / len(z)
        dz = ds @ model.U.T + later * from_next
        da = (1 - z**2) * dz
        dV += z_before.T @ da
        from_next = da @ model.V.T
    return dV


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# We check it with a network in which no two sizes are equal, nothing is zero, and the batch has three
# sequences. Small and tidy examples hide mistakes.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import gradient_check, identity

rng = np.random.default_rng(0)
checked = RNN.initialise(4, 3, 2, rng=rng, tau=identity)
data = rng.normal(size=(5, 3, 4)), rng.normal(size=(5, 3, 2)), squared_error
z_init = rng.normal(size=(3, 3))
run, (_, true) = record(checked, *data, z_init=z_init), bptt(checked, *data, z_init=z_init)
for later in (1, 0):
    mine = replace(true, V=my_dV(checked, run, later))
    result = gradient_check(checked, *data, z_init=z_init, gradient=mine)
    print(f"later = {later}: V has error {result.errors['V']:.0e}, right: {result.passed}")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# Only V is wrong: the others still come from `bptt`. The error is *relative*: the largest difference, divided by
# the size of both. Without the later losses it is 0.3. The gradient is wrong, not imprecise.
#
# ## How small should eps be?
#
# A slope is a limit: eps goes to zero.
#
# > **Predict:** we take eps = 0.1, 0.01, … down to $10^{-14}$. What does the error of the measured slope do?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
smaller_eps = ask(
    "09 smaller and smaller eps",
    "it becomes smaller and smaller",
    "it falls, and rises again",
    "it stays: the formula is the same",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
exponents = -np.arange(1, 15)
errors = [
    gradient_check(checked, *data, z_init=z_init, eps=10.0**k, gradient=true).errors
    for k in exponents
]
worst = np.max([list(error.values()) for error in errors], axis=1)
best = worst.argmin()
smaller_eps.reveal(best > 11, 0 < best <= 11, np.ptp(np.log10(worst)) < 1)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import line_plot

curves = {f"d{name}": [error[name] for error in errors] for name in "VWU"}
line_plot(exponents, curves, x_label="eps = 10 to the power of …", y_label="error", y_log=True)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# <details><summary>Why</summary>
#
# Read it from the right. For V and W the error first falls 100 times with each step: the two-sided slope misses the true
# one by about eps². Then it **rises** again. L(p + eps) and L(p − eps) become so similar that their difference
# loses its digits, and it is divided by eps. The valley lies between $10^{-5}$ and $10^{-6}$. That is why
# `gradient_check` takes $10^{-5}$, and says *right* below $10^{-7}$.
#
# dU has no valley, because the output is linear in U and the loss is a square, so L is a parabola in U. For a parabola the two-sided slope is exact
# at any eps. Therefore **a check on a linear network proves little.**
#
# </details>
#
# In float32 the digits are gone much earlier, and no eps is good:

# %% tags=["holds"]
assert exponents[best] in (-5, -6) and worst[0] > 1e-4 and worst[-1] > 1e-4

# %% slideshow={"slide_type": "fragment"}
single = RNN.initialise(4, 3, 2, rng=np.random.default_rng(0), tau=identity, dtype=np.float32)
try:
    gradient_check(single, *(part.astype(np.float32) for part in data[:2]), squared_error)
except TypeError as error:
    print(error)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Truncation: what is cut
#
# A text may have a million letters. Going back a million steps would take too long, and too much memory. **Truncated** BPTT cuts the sequence into
# windows. The state is carried from one window to the next. The gradient is not: it goes back to the beginning of its
# window.
#
# > **Predict:** windows of 10 steps. Which part of the map above is left?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
left_by_windows = ask(
    "09 what windows leave",
    "a band: the last 10 steps of each loss",
    "five triangles along the diagonal",
    "the last 10 rows",
)

# %% slideshow={"slide_type": "fragment"}
cut = long.within(10)
kept = cut.norms("b") > 0
near = (distance >= 0) & (distance < 10)
same_window = near & (np.arange(50)[:, None] // 10 == np.arange(50) // 10)
last_rows = (distance >= 0) & (np.arange(50)[:, None] >= 40)
left_by_windows.reveal(*(np.array_equal(kept, part) for part in (near, same_window, last_rows)))

# %% slideshow={"slide_type": "subslide"} minutes=1
ledger_map(cut, like=long)

# %%
from rnnlib import truncated_bptt

_, short, _ = truncated_bptt(net, words, before, cross_entropy, window=10)
print("the same sum:", np.allclose(cut.total("V"), short.V, rtol=1e-10, atol=1e-12))
print(f"entries left: {kept.sum() / (distance >= 0).sum():.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# It is not "the last 10 steps of each loss": the gradient stops at the beginning of a window, therefore the loss of a window's first step
# reaches one step only.
#
# </details>
#
# About a fifth of the entries is left.
#
# > **Predict:** how long is the gradient that is left, compared with the full one?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
length_left = ask(
    "09 length under truncation", "about a fifth", "about a half", "more than nine tenths"
)

# %% slideshow={"slide_type": "fragment"}
within_ten = np.linalg.norm(cut.total("V")) / np.linalg.norm(long.total("V"))
length_left.reveal(within_ten < 0.3, 0.4 < within_ten < 0.6, within_ten > 0.9)

# %% slideshow={"slide_type": "fragment"}
full = long.total("V")
for window in (1, 2, 5, 10, 25, 50):
    part = long.within(window).total("V")
    cosine = (part * full).sum() / np.linalg.norm(part) / np.linalg.norm(full)
    length = np.linalg.norm(part) / np.linalg.norm(full)
    print(
        f"window {window:2}: length {length:.2f} of the full one, cosine of the angle {cosine:.2f}"
    )

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# It is more than the count suggests, because the near entries are the large ones. With windows of 10 steps the direction is nearly right.
#
# </details>
#
# So is truncation harmless? Ten random words, then the question: *which was the first?* `net` is trained with 600 steps, and with windows of 10 steps
# it learns to answer. Guessing gives 0.125, and the untrained state still holds a little of the first word.
#
# > **Predict:** how well does it learn with windows of 9 steps?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
nine_steps = ask(
    "09 windows of nine steps",
    "nearly as well: one step of ten is missing",
    "about half as well",
    "hardly better than with windows of 2 steps",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib.learning.lag import names_the_first

right = {window: names_the_first(net, window, seed=0) for window in (10, 9, 2)}
gain = (right[9] - 1 / 8) / (right[10] - 1 / 8)
nine_steps.reveal(gain > 0.7, 0.4 < gain <= 0.7, gain <= 0.4)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import measured

measured("one step too short")

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The question needs the entry dL[9]/dV_1 and its neighbours, which say how the first word is carried on. With windows of 10 they are there, and the
# network learns. With 9, the only loss is alone in the last window, so it reaches one step only. What is left is what the *random*
# state keeps by chance, and U learns to read it.
#
# So truncation is not a small error. **No gradient asks the network to carry something over the end of a window**, however many examples
# there are. It is harmless where the far entries do not matter.
#
# </details>

# %% tags=["holds"]
assert right[10] > 0.9 and max(right[9], right[2]) < 0.7

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("09")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Key points
#
# - The ledger holds what every step adds to the gradient of every loss. It is lower triangular.
# - Rows add up to the gradients of single losses, columns to those of single copies, everything to `bptt`.
# - Two kinds of `+`: the fork joins losses, the shared weight joins steps.
# - Check gradients in float64, with eps = $10^{-5}$, on sizes that are all different.
# - Truncated BPTT leaves entries out. Nothing asks the network to keep what they would have asked for.
#
# ## Common mistakes
#
# - *"dz[t] is the gradient of the loss at step t."* It is that of all losses from step t on.
# - *"The weights are updated after every word."* First all steps add to one gradient, then the weights move once.
# - *"A smaller eps gives a better check."* Below $10^{-6}$ rounding wins.
# - *"The gradient check is off by a factor of T, that is rounding."* No rounding makes a factor. Look for a sum on one side
#   and a mean on the other.
# - *"Truncation also forgets the state."* The state is carried on. Only the gradient is cut.
#
# ## Your turn
#
# 1. Begin with the state 1: `z_init=[1.0]`. Which column of the ledger is not zero any more? Is it also the one that
#    changed most?
#    <details><summary>Solution</summary>`ledger(record(small, x, y, squared_error, z_init=[1.0]))`. Column V_0: it is
#    multiplied with z_init, and adds up to 0.85. Column V_1 changed more, from 0.25 to 1.32: the state z[0] that it is multiplied
#    with has grown, and so have the first losses.</details>
# 2. Print the ledger of W: `table.table("W")`. Three columns are zero. Why these?
#    <details><summary>Solution</summary>W_1, W_2 and W_4: there the input is zero, and an entry is x[τ] times
#    da[t, τ]. A weight learns nothing from an input of zero.</details>
# 3. Plant another mistake into `my_dV`: write `da @ model.V` in place of `da @ model.V.T`. Does the check find it? Does it
#    with the network `small`?
#    <details><summary>Solution</summary>With `checked` it does: V has the error 0.05. With `small` no check can: V is 1×1 and
#    equals its own transpose. So check with sizes above 1 and a V that is not symmetric.</details>
#
# **Exercises:** [E12 · Two loops in order](../exercises/E12_ordering.ipynb) and [E09 · Backpropagation through time, and a check](../exercises/E09_bptt.ipynb).
#
# **Words:** [gradient check](14_glossary.ipynb#gradient-check), [ledger](14_glossary.ipynb#ledger), [truncation](14_glossary.ipynb#truncation)
#
# **Next:** [10a · Vanishing](10a_vanishing.ipynb)
