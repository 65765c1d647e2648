# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 02 · Recurrence
#
# **After this lesson you can**
#
# - turn a running sum, in a few small steps, into an RNN,
# - write the formula of the RNN and say where each matrix comes from,
# - show that the state depends on all earlier inputs, and that it forgets.
#
# **Time:** 30 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3
# ## Do you remember?
#
# 1. Why does a dense net made for five words fail on six?
#    <details><summary>Answer</summary>W has one row for each input number. For the sixth word there are
#    no rows.</details>
# 2. What does a bag of words lose?
#    <details><summary>Answer</summary>The order of the words.</details>
# 3. What is the shape of U?
#    <details><summary>Answer</summary>(n_z, n_f): from the hidden units to the outputs.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Step 1: a running sum reads any length
#
# A loop can read a sequence of any length, if it keeps one number, the **state**, and updates it.

# %% slideshow={"slide_type": "fragment"}
def running_sum(x):
    z = 0.0
    for x_t in x:
        z = z + x_t
    return z


running_sum([1, 2, 3]), running_sum([1, 2, 3, 4, 5])

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# The same two lines serve three numbers and five. There is nothing in the loop that knows the length.
#
# > **Predict:** what does `running_sum` return for `[3, 2, 1]` and for `[1, 2, 3]`? Does the state know
# > the order?

# %% slideshow={"slide_type": "fragment"}
running_sum([3, 2, 1]), running_sum([1, 2, 3])

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# The order is lost. A running sum is a bag of numbers.
#
# ## Step 2: a leaky sum knows the order
#
# Before it adds the new input, the leaky sum keeps only a part v of the old state:
#
# $$z^{[t]} = v \, z^{[t-1]} + x^{[t]}$$


# %% slideshow={"slide_type": "fragment"}
def leaky_sum(x, v=0.5):
    z = 0.0
    for x_t in x:
        z = v * z + x_t
    return z


leaky_sum([3, 2, 1]), leaky_sum([1, 2, 3])

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# Now the order counts: the last input has the full weight 1, the one before has weight v, the one before
# that v². In general the input at step t reaches the last state with weight $v^{T-1-t}$.
#
# > **Predict:** with v = 0.5, what is left after ten steps of an input of 1? Choose: about 0.5, about 0.05,
# > about 0.001.

# %% slideshow={"slide_type": "fragment"}
import numpy as np

impulse = np.zeros(11)
impulse[0] = 1.0  # an input of 1 at t = 0, and nothing after it
float(leaky_sum(impulse))

# %% [markdown] slideshow={"slide_type": "notes"}
# About 0.001, that is 0.5 multiplied by itself ten times. The leaky sum forgets at a fixed rate. A larger v forgets more
# slowly. What happens at v = 1, and above?

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import line_plot


def states_of_leaky_sum(x, v):
    return np.array([leaky_sum(x[: t + 1], v) for t in range(len(x))])


line_plot(
    np.arange(11),
    {f"v = {v}": states_of_leaky_sum(impulse, v) for v in (0.5, 0.9, 1.0, 1.2)},
    x_label="step t",
    y_label="state z",
)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# Below 1 the memory fades, at 1 it stays, above 1 it grows without limit. Lesson by lesson you will meet
# this again: the number that is multiplied in at each step decides how long a memory lives.
#
# ## Step 3: one unit
#
# A unit weights its input with w, adds a bias b, and sends the sum through an activation σ. Here σ = tanh,
# which keeps every state between −1 and 1.
#
# $$z^{[t]} = \sigma(v \, z^{[t-1]} + w \, x^{[t]} + b)$$
#
# > **Predict:** v = 2, w = 1, b = 0, one input of 1 and then only zeros. After 20 steps, is the state
# > about 0, about 0.96, or does it grow without limit?


# %% slideshow={"slide_type": "fragment"}
def one_unit(x, v, w=1.0, b=0.0):
    states, z = [], 0.0
    for x_t in x:
        z = np.tanh(v * z + w * x_t + b)
        states.append(z)
    return np.array(states)


impulse = np.zeros(21)
impulse[0] = 1.0
one_unit(impulse, v=2.0)[-1].round(3)

# %% slideshow={"slide_type": "subslide"} minutes=1
line_plot(
    np.arange(21),
    {
        "v = 0.5": one_unit(impulse, 0.5),
        "v = 2, input +1": one_unit(impulse, 2.0),
        "v = 2, input −1": one_unit(-impulse, 2.0),
    },
    x_label="step t",
    y_label="state z",
)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# With v = 2 the unit remembers. One input of +1 takes it to 0.96 and it stays there, because
# tanh(2 · 0.96) is 0.96 again. One input of −1 takes it to −0.96. A single unit has become a switch.
#
# The leaky sum keeps a value only for v exactly 1. The unit keeps one for every v above 1, and it stays
# bounded. The activation makes the difference: it stops the growth.
#
# ## Step 4: many units
#
# Now let the input be a vector $\mathbf{x}^{[t]}$ of length n_x, and the state a vector
# $\mathbf{z}^{[t]}$ of length n_z. The numbers w and v become matrices.
#
# We begin with the dense net. It has two sets of weights: W from input to hidden, U from hidden to output.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import DenseNet, dense_weights, record

rng = np.random.default_rng(2)
net = DenseNet.initialise(5, 3, 1, rng=rng)
x = np.eye(5)  # five words, one-hot: row t is the word at step t
dense_weights(record(net, x[0]))

# %% [markdown] slideshow={"slide_type": "notes"}
# Each circle is a unit (also called a neuron) with its value. A thick line is a large weight, a dashed line a
# negative one.

# %% [markdown] slideshow={"slide_type": "notes"}
# To remember, the hidden layer also has to read **itself**, one step earlier. That takes one more set of
# weights, **V**, from the hidden units at step t − 1 to the hidden units at step t. (U is left out of this
# picture on purpose.)

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import RNN, hidden_to_hidden

rnn = RNN.initialise(5, 3, 1, rng=rng)
hidden_to_hidden(record(rnn, x))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# V is the only new thing. With it, the formula of the hidden layer gets one more term:
#
# | | formula of the hidden layer |
# |---|---|
# | dense net | $\mathbf{z} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{b})$ |
# | RNN | $\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$ |
#
# The output has the same formula in both:
# $\mathbf{f}^{[t]} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[t]})$.
#
# In `rnnlib` the step is written like the formula. This is the code that runs:

# %% slideshow={"slide_type": "subslide"} minutes=1
import inspect

print(inspect.getsource(RNN.step))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Rows and columns
#
# The formula multiplies a column from the left, $\mathbf{W}^\top\mathbf{x}$. The code multiplies a row from
# the right, `x @ W`. Both give the same numbers. Rows have an advantage: several sequences fit into one
# product, one sequence in each row. That is a **batch**.
#
# > **Predict:** how large is the largest difference between the two results?

# %% slideshow={"slide_type": "fragment"}
z_old = np.array([0.3, -0.2, 0.5])
by_rows = rnn.step(x[0], z_old)
by_columns = np.tanh(rnn.V.T @ z_old + rnn.W.T @ x[0] + rnn.b)
difference = np.abs(by_rows - by_columns).max()
bool(difference < 1e-15)

# %% [markdown] slideshow={"slide_type": "notes"}
# Zero, or about 1e-16: the same sum, perhaps added in another order. Now three sequences at once: the shapes are `(B, n_x)` and `(B, n_z)`.

# %% slideshow={"slide_type": "subslide"} minutes=1
batch = np.stack([x[0], x[3], x[3]])
rnn.step(batch, np.stack([z_old, z_old, 0 * z_old])).round(3)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# Rows 1 and 2 read the same word. Their states differ, because their past differs: **the same input, in
# another context, gives another state.**
#
# ## A run is the step, repeated
#
# `run` calls the step for every word, from the first to the last. It returns the states and the outputs.
#
# > **Predict:** the sequence has T = 5 steps, the model n_z = 3 units and n_f = 1 output. Which shapes do
# > the states and the outputs have?

# %% slideshow={"slide_type": "fragment"}
states, outputs = rnn.run(x)
states.shape, outputs.shape

# %% slideshow={"slide_type": "fragment"}
z = np.zeros(3)  # the state before the first word
for t in range(5):
    z = rnn.step(x[t], z)
    assert np.array_equal(z, states[t])
z.round(3), states[-1].round(3)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# Four different numbers count four different things. Do not mix them up:
#
# | number | here | counts |
# |---|---|---|
# | T | 5 | time steps: words in this sentence |
# | n_z | 3 | hidden units: numbers in one state |
# | layers | 1 | hidden layers on top of each other |
# | updates | 0 | training steps: how often W, V, U were changed |
#
# A longer sentence has more time steps. It does not have more units, and reading it changes no weight.
#
# ## The state knows the past
#
# $\mathbf{z}^{[4]}$ is computed from $\mathbf{z}^{[3]}$, that from $\mathbf{z}^{[2]}$, and so on back to the
# first word. So it should notice when the first word changes.
#
# > **Predict:** we replace only the first word. Which states change: only the first, the first two, or all
# > five? Where is the change largest?

# %% slideshow={"slide_type": "fragment"}
other = x.copy()
other[0] = x[4]  # another first word, everything else as before
change = np.linalg.norm(rnn.run(other)[0] - states, axis=1)
change.round(3)

# %% [markdown] slideshow={"slide_type": "notes"}
# All five states change. That is what people mean when they call the state a *summary of all previous
# inputs*.
#
# A summary leaves things out. Here three numbers have to hold everything. How long can the state tell two
# first words apart?

# %% slideshow={"slide_type": "subslide"} minutes=1
rng = np.random.default_rng(5)
filler = np.eye(5)[rng.integers(5, size=60)]
change = {}
for scale in (0.5, 0.8, 1.0):
    scaled = RNN(rnn.W, scale * rnn.V, rnn.b, rnn.U, rnn.c)
    first, second = filler.copy(), filler.copy()
    first[0], second[0] = np.eye(5)[0], np.eye(5)[4]
    change[f"V times {scale}"] = np.linalg.norm(
        scaled.run(first)[0] - scaled.run(second)[0], axis=1
    )
line_plot(
    np.arange(60), change, x_label="step t", y_label="difference of the two states", y_log=True
)

# %% [markdown] slideshow={"slide_type": "notes"}
# The vertical axis is logarithmic. A line that falls evenly means that each step multiplies the difference
# by about the same number below 1. (The blue line ends where the two states are equal to the last digit.) The
# state forgets its first word step by step. V and the slope of tanh decide how fast.
# "Contains the whole past" is true in principle. In practice the far past is a very faint trace.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Which part has to wait?
#
# In $\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b}$, only the first term needs
# the past: $\mathbf{z}^{[t-1]}$ does not exist before step t − 1 is done. The term
# $\mathbf{W}^\top \mathbf{x}^{[t]}$ needs one word, and all words are there from the start. So W can meet all of
# them in **one** product before the loop. This is called *hoisting*.

# %%
sentence = np.eye(5)[rng.integers(5, size=400)]  # 400 words


def everything_in_the_loop():
    z = np.zeros(3)
    for x_t in sentence:
        z = np.tanh(z @ rnn.V + x_t @ rnn.W + rnn.b)
    return z


def only_the_past_in_the_loop():
    z = np.zeros(3)
    for a_t in sentence @ rnn.W + rnn.b:  # all words in one product
        z = np.tanh(z @ rnn.V + a_t)
    return z


assert np.allclose(everything_in_the_loop(), only_the_past_in_the_loop(), rtol=1e-12)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# > **Predict:** both loops give the same numbers. How much faster is the second? Choose: about the same, about
# > 2 times, about 10 times.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from statistics import median
from time import perf_counter


def seconds(run):
    start = perf_counter()
    run()
    return perf_counter() - start


ratios = [seconds(everything_in_the_loop) / seconds(only_the_past_in_the_loop) for _ in range(51)]
print(f"{median(ratios):.1f} times as fast")

# %% [markdown] slideshow={"slide_type": "notes"}
# About 2 times. The loop now calls NumPy three times for each word and not five times. We compare **ratios**,
# because seconds differ from computer to computer, and take the **median**, because a computer does other
# things too. `rnnlib` trains this way: `rnnlib/backprop.py` has the plain loop, `rnnlib/fast/loops.py` the fast one.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Key points
#
# - A state, updated in a loop, reads sequences of any length.
# - RNN: $\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} +
#   \mathbf{b})$. V is what the dense net lacks.
# - The same W, V, b, U, c serve every step.
# - The state depends on the whole past and forgets it step by step.
#
# ## Common mistakes
#
# - *"n_z is the number of time steps."* n_z is the size of the state. T is the length of the sentence. They
#   have nothing to do with each other.
# - *"z[t − 1] at t = 0 is the last row of the array."* In NumPy, index −1 is the last element, so the code
#   runs and the result is wrong. The state before the first word has its own name: `z_init`.
# - *"The weights change while the sentence is read."* Reading changes only the state.
#
# ## Your turn
#
# 1. In `one_unit`, find the v between 0.5 and 2 where the switch begins to hold its value. Use an impulse of
#    1,000 steps. Why there?
#    <details><summary>Solution</summary>At v = 1. Near zero tanh(a) is nearly a, so the state is multiplied by
#    about v at each step: below 1 it fades, above 1 it grows until tanh stops it. (At v = 1 exactly it fades
#    very slowly.)</details>
# 2. Let `rnn` read `filler` once from zero and once from `z_init=np.array([0.9, -0.9, 0.9])`. At which step does
#    the difference of the two states fall below 0.01 for the first time? Then with `0.5 * rnn.V`.
#    <details><summary>Solution</summary>`d = np.linalg.norm(rnn.run(filler, [0.9, -0.9, 0.9])[0] -
#    rnn.run(filler)[0], axis=1)`, then `np.argmax(d < 0.01)`. With half of V it is earlier.</details>
#
# **Exercises:** [E02 · One step of an RNN](../exercises/E02_one_step.ipynb) and [E03 · A run over a sentence](../exercises/E03_run.ipynb).
#
# **Words:** [hoisting](14_glossary.ipynb#hoisting), [leaky sum](14_glossary.ipynb#leaky-sum), [running sum](14_glossary.ipynb#running-sum)
#
# **Next:** [03 · Sentiment walkthrough](03_sentiment_walkthrough.ipynb)
