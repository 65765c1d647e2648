# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 02 · Recurrence
#
# **After this lesson you can**
#
# - turn a running sum, in a few small steps, into an RNN,
# - write the formula of the RNN and say where each matrix comes from,
# - say when a state forgets what it read, and when it keeps it.
#
# **Time:** 50 minutes. Take a break after the fixed points.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3
# ## Do you remember?
#
# 1. Why does a dense net made for five words fail on six?
#    <details><summary>Answer</summary>W has one row for each input number. For the sixth word there are
#    no rows.</details>
# 2. What does a bag of words lose?
#    <details><summary>Answer</summary>The order of the words. Two sentences with one bag get one answer from any
#    model.</details>
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

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# The same two lines serve three numbers and five, because nothing in the loop knows the length.
#
# > **Predict:** `running_sum` reads `[3, 2, 1]` and then `[1, 2, 3]`. Which result is larger?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

order = ask(
    "02 a sum and the order", "that of [3, 2, 1]", "that of [1, 2, 3]", "neither: both are equal"
)

# %% slideshow={"slide_type": "fragment"}
down, up = running_sum([3, 2, 1]), running_sum([1, 2, 3])
print(down, up)
order.reveal(down > up, down < up, down == up)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# A sum does not depend on the order of its terms. The running sum is a bag of numbers.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Step 2: a leaky sum knows the order
#
# Before it adds the new input, the leaky sum keeps only a part v of the old state:
#
# $$z^{[t]} = v \, z^{[t-1]} + x^{[t]}$$
#
# The last input has the full weight 1, the one before has weight v, the one before that v². So the order counts.


# %% slideshow={"slide_type": "fragment"}
def leaky_sum(x, v=0.5):
    z = 0.0
    for x_t in x:
        z = v * z + x_t
    return z


leaky_sum([3, 2, 1]), leaky_sum([1, 2, 3])

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# > **Predict:** an input of 1 comes at t = 0, and after it only zeros. With v = 0.5, what is left of it ten steps
# > later?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
left = ask("02 ten steps later", "about 0.5", "about 0.05", "about 0.001", "exactly 0")

# %% slideshow={"slide_type": "fragment"}
import numpy as np

impulse = np.zeros(11)
impulse[0] = 1.0
z = leaky_sum(impulse)
left.reveal(z > 0.1, 0.01 < z < 0.1, 0 < z < 0.01, z == 0)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Each step multiplies what is left by 0.5, so after ten steps 0.5¹⁰ = 1/1024 is left. In general the input of step t
# has the weight $v^{T-1-t}$ in the last state. Halving never reaches zero, but it soon comes very near.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# > **Predict:** the same input, and v = 1.2. What happens to the state?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
above_one = ask(
    "02 v above 1", "it fades more slowly", "it stays as it is", "it grows without limit"
)


# %% slideshow={"slide_type": "fragment"}
def states_of_leaky_sum(x, v):
    return np.array([leaky_sum(x[: t + 1], v) for t in range(len(x))])


z = states_of_leaky_sum(impulse, 1.2)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import line_plot

line_plot(
    np.arange(11),
    {f"v = {v}": states_of_leaky_sum(impulse, v) for v in (0.5, 0.9, 1.0, 1.2)},
    x_label="step t",
    y_label="state z",
)

# %% slideshow={"slide_type": "fragment"}
above_one.reveal(z[-1] < z[0], z[-1] == z[0], z[-1] > z[0])

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Each step multiplies the state by v. Below 1 the memory fades, at 1 it stays, above 1 it grows without limit. You will
# meet this again: the factor by which the state is multiplied at each step decides how long the memory lasts.
#
# A leaky sum is a *linear recurrence*. Because it is only a weighted sum of the inputs, all its states can also be
# computed side by side, without waiting for one another. The networks called S4, Mamba and RWKV are built on that.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Step 3: one unit
#
# A unit weights its input with w, adds a bias b, and sends the sum through an activation σ:
#
# $$z^{[t]} = \sigma(v \, z^{[t-1]} + w \, x^{[t]} + b)$$
#
# Here are four functions that people use for σ:
#
# - tanh, which you know from lesson 00: between −1 and 1,
# - the sigmoid $1 / (1 + e^{-a})$: between 0 and 1,
# - **ReLU**, max(0, a): it cuts off what is negative,
# - the identity, a itself: then the unit is a leaky sum.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import identity, relu, sigmoid, tanh

a = np.linspace(-3, 3, 121)
line_plot(
    a,
    {str(sigma): sigma(a) for sigma in (tanh, sigmoid, relu, identity)},
    x_label="weighted sum a",
    y_label="σ(a)",
)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Why tanh?
#
# In this course σ = tanh, for three reasons:
#
# - It is **bounded**. The identity and ReLU are not, so a state can grow without limit.
# - It is **bent**. With the identity, all steps together are one weighted sum. In a sum each word adds its own
#   part, whatever stands before it, so "not" could never reverse the next word.
# - tanh(0) = 0, and its slope there is 1. So a unit that hears nothing stays at 0, and small states pass nearly
#   unchanged. The sigmoid turns a sum of 0 into 0.5, and its slope is at most 1/4.
#
# These are reasons, not a proof that nothing else works. Lesson 10a compares all four.

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### A unit that remembers?
#
# > **Predict:** σ = tanh, v = 2, w = 1, b = 0. One input of 1, and then only zeros. Where is the state after 20 steps?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
later = ask(
    "02 one unit with v = 2",
    "near 0: the input is forgotten",
    "between 0.9 and 1",
    "above 1, and still growing",
)


# %% slideshow={"slide_type": "fragment"}
def states_of_one_unit(x, v, w=1.0, b=0.0):
    states, z = [], 0.0
    for x_t in x:
        z = np.tanh(v * z + w * x_t + b)
        states.append(z)
    return np.array(states)


impulse = np.zeros(21)
impulse[0] = 1.0
line_plot(
    np.arange(21),
    {
        "v = 0.5": states_of_one_unit(impulse, 0.5),
        "v = 2, input +1": states_of_one_unit(impulse, 2.0),
        "v = 2, input −1": states_of_one_unit(-impulse, 2.0),
    },
    x_label="step t",
    y_label="state z",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
z = states_of_one_unit(impulse, v=2.0)[-1]
later.reveal(abs(z) < 0.1, 0.9 < z < 1, z > 1)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The input takes the state to tanh(1) = 0.76, and v = 2 would double it at each step. But tanh never exceeds 1, so the
# growth ends at 0.96, because tanh(2 · 0.96) is 0.96 again. One input of −1 takes the state to −0.96. A single unit has
# become a switch: it keeps one bit.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Fixed points: where the state comes to rest
#
# Without an input, one step is $z^{[t]} = \tanh(v \, z^{[t-1]})$. A system whose next state follows from its state alone
# is called a *dynamical system*. A state that no longer changes is a **fixed point**: $z = \tanh(v z)$. In a picture of
# z and tanh(v z), fixed points are where the two curves cross.
#
# > **Predict:** how often do the line z and the curve tanh(v z) cross, for v = 0.5 and for v = 2?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
crossings = ask("02 fixed points", numbers=["v = 0.5", "v = 2"])

# %% slideshow={"slide_type": "fragment"}
z = np.linspace(-1.5, 1.5, 300)  # 0 is not among them, so each crossing lies between two values


def count_crossings(v):
    above = np.tanh(v * z) > z
    return int((above[1:] != above[:-1]).sum())


line_plot(
    z,
    {"z": z, "tanh(0.5 z)": np.tanh(0.5 * z), "tanh(2 z)": np.tanh(2 * z)},
    x_label="state z",
    y_label="next state",
)

# %% slideshow={"slide_type": "fragment"} minutes=1
crossings.reveal(count_crossings(0.5), count_crossings(2.0))

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Both curves go through 0, so 0 is always a fixed point. There tanh(v z) has the slope v.
#
# - If v lies between 0 and 1, then |tanh(v z)| < |z| for every other z. Each step brings the state nearer to 0: the unit forgets,
#   whatever it has read.
# - If v is above 1, the curve begins above the line, and it must end below it, because tanh never exceeds 1. So they
#   cross once more on each side. Near these two points a step brings the state nearer to them; near 0 it leads
#   away. The two outer points are *stable*, 0 is not.
#
# Two stable fixed points are two answers to one question, such as "did I read +1 or −1?" Therefore a unit with v > 1
# can keep a bit. The leaky sum keeps a value only for v exactly 1, and then it keeps every noise as well.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### And a bias?
#
# > **Predict:** v = 2 as before, and now b = 1, so the unit takes steps to $\tanh(2 z + 1)$. How many *stable* fixed points
# > has it?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
biased = ask("02 a bias", "two, both a little higher", "one", "none")


# %% slideshow={"slide_type": "fragment"} minutes=1
def count_stable(v, b):
    above = np.tanh(v * z + b) > z
    return int((above[:-1] & ~above[1:]).sum())  # left of it the state grows, right of it it falls


stable = count_stable(2.0, 1.0)
biased.reveal(stable == 2, stable == 1, stable == 0)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The bias lifts the curve. Lifted by so much, it no longer meets the line below 0: the lower stable point and the one that is
# not stable have met and vanished. A unit that hears "yes" at every step cannot keep a "no".
#
# </details>

# %% tags=["holds"]
assert count_stable(2.0, 0.0) == 2 and count_stable(0.5, 1.0) == 1

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2.5
# ### Touch it
#
# Drag v, w, b and the bars of the input, or use the arrow keys. The line shows the state over time. The map shows each state
# and the next one: the staircase goes from state to state, and the dots are the fixed points, where the state comes to rest.
# **Six tasks** stand beside it. Choose one and find the numbers. What is checked is what the unit *does*, so more than one
# answer may be right.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import one_unit

one_unit()

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### A memory has to survive noise
#
# In real text other words come after the one that matters. We let one unit read +1, a second one −1, and then each of
# them 200 random inputs of size 0.1. How far apart are the two states in the end? This was measured with five random
# sequences for each v:

# %% slideshow={"slide_type": "fragment"}
from rnnlib import measured

measured("a switch in noise")

# %% [markdown] slideshow={"slide_type": "notes"}
# With v = 2 the two states are still as far apart as they can be, since the noise is too small to push a state from one
# stable fixed point to the other. With v = 0.9 and with v = 1, what is left cannot be told from the noise: look at the
# spread.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Step 4: two units, by hand
#
# Now two units read each other. Unit 0 gets the input. Unit 1 gets no input; it hears unit 0, one step late:
#
# $$z_0^{[t]} = \tanh(x^{[t]}), \qquad z_1^{[t]} = \tanh(z_0^{[t-1]})$$
#
# > **Predict:** the input is 1 at t = 0 and then 0. What do the two units hold after the **second** step, t = 1? (You
# > may need tanh(1) = 0.76 and tanh(0.76) = 0.64.)

# %% slideshow={"slide_type": "subslide"} minutes=1
second = ask("02 two units", numbers=["unit 0 at t = 1", "unit 1 at t = 1"])


# %% slideshow={"slide_type": "fragment"}
def two_units(x):
    states, z_0, z_1 = [], 0.0, 0.0
    for x_t in x:
        z_0, z_1 = np.tanh(x_t), np.tanh(z_0)  # the right side reads the old values
        states.append([z_0, z_1])
    return np.array(states)


states = two_units([1.0, 0.0, 0.0])
second.reveal(*states[1], within=0.02)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# At t = 1 unit 0 reads 0, so it holds tanh(0) = 0: it has no way back to itself. Unit 1 hears what unit 0 held at t = 0,
# which is 0.76, so it holds tanh(0.76) = 0.64. At t = 2 both are 0. Together the two units know the last two inputs.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### The same, with matrices
#
# In general each unit may hear both units. That makes four numbers: $v_{ij}$ leads **from** unit i **to** unit j.
#
# $$z_0^{[t]} = \sigma(v_{00} z_0^{[t-1]} + v_{10} z_1^{[t-1]} + w_0 x^{[t]} + b_0)$$
# $$z_1^{[t]} = \sigma(v_{01} z_0^{[t-1]} + v_{11} z_1^{[t-1]} + w_1 x^{[t]} + b_1)$$
#
# We write $v_{ij}$ into row i and column j of a table, the matrix **V**. Then the sums over i are a product of a row with
# a matrix, `z @ V`: its number j is the sum of `z[i] * V[i, j]`. So both lines become one, and it serves any number of
# units.

# %% slideshow={"slide_type": "fragment"}
V = np.array([[0.0, 1.0], [0.0, 0.0]])  # one way only: from unit 0 to unit 1
W = np.array([[1.0, 0.0]])  # the input goes to unit 0
z = np.zeros(2)
for x_t in ([1.0], [0.0], [0.0]):
    z = np.tanh(z @ V + x_t @ W)
    print(z.round(2))

# %% tags=["holds"]
assert np.array_equal(z, states[-1])

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Step 5: many units
#
# Now let the input be a vector $\mathbf{x}^{[t]}$ of length n_x, and the state a vector
# $\mathbf{z}^{[t]}$ of length n_z. Other books call $\mathbf{z}^{[t]}$ the *hidden state*.
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
# ## The output: which activation?
#
# The sum $\mathbf{s} = \mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[t]}$ holds one *score* for each output. Which τ
# is right depends on the question:
#
# | question | outputs | τ |
# |---|---|---|
# | yes or no? | one | sigmoid: a score becomes a number between 0 and 1 |
# | which of several? | one for each answer | **softmax**: all scores together become shares of 1 |
# | how much? | one for each number | the identity: the score is the answer |
#
# Softmax makes every score positive by $e^s$, and divides by the sum:
#
# $$f_k = \frac{e^{s_k}}{\sum_j e^{s_j}}$$
#
# The picture shows the three outputs while one score rises and the two others stay at 1 and 0.

# %% slideshow={"slide_type": "fragment"} minutes=1
from rnnlib import softmax

first_score = np.linspace(-6, 6, 121)
shares = np.array([softmax(np.array([s, 1.0, 0.0])) for s in first_score])
line_plot(
    first_score,
    {f"output {k}": shares[:, k] for k in range(3)},
    x_label="score of output 0 (the others have 1 and 0)",
    y_label="output of softmax",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# The output of the rising score takes its share from the two others, because the sum is always 1. With two outputs, softmax is
# the sigmoid of the difference of the scores. Lesson 05a uses it.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# ## Rows and columns
#
# The formula multiplies a column from the left, $\mathbf{W}^\top\mathbf{x}$. The code multiplies a row from
# the right, `x @ W`. Both give the same numbers. Rows have an advantage: several sequences fit into one
# product, one sequence in each row. That is a **batch**.

# %% slideshow={"slide_type": "fragment"}
z_old = np.array([0.3, -0.2, 0.5])
by_rows = rnn.step(x[0], z_old)
by_columns = np.tanh(rnn.V.T @ z_old + rnn.W.T @ x[0] + rnn.b)
print(by_rows.round(3), by_columns.round(3))

# %% tags=["holds"]
assert np.abs(by_rows - by_columns).max() < 1e-15

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# Now a batch of B = 4 sequences: x has the shape `(B, n_x)`, the states have `(B, n_z)`. Rows 1 and 2 read the same
# word now, but they read different words before, so their old states differ.
#
# > **Predict:** in how many of their three units do the new states of rows 1 and 2 agree?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
context = ask("02 one word in two contexts", "in all three", "in one or two", "in none")

# %% slideshow={"slide_type": "fragment"}
batch = np.stack([x[0], x[3], x[3], x[1]])
z_new = rnn.step(batch, np.stack([z_old, z_old, -z_old, z_old]))
print(z_new.round(3))
equal = (z_new[1] == z_new[2]).sum()
context.reveal(equal == 3, 0 < equal < 3, equal == 0)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# W gives the same to both rows, because they read the same word. V gives each row its own past. So **the same input, in
# another context, gives another state**. The rows of a batch never mix: row 1 is computed as if it were alone.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## A run is the step, repeated
#
# `run` calls the step for every word, from the first to the last. It returns the states and the outputs.
#
# > **Predict:** the sequence has T = 5 steps, the model n_z = 3 units and n_f = 1 output. Which shapes do
# > the states and the outputs have?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
sizes = ask("02 shapes of a run", shapes=["states", "outputs"])

# %% slideshow={"slide_type": "fragment"}
states, outputs = rnn.run(x)
sizes.reveal(states, outputs)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# There is one state of n_z numbers for each of the T words, and one output of n_f numbers for each state. T comes first.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### The loop inside
#
# `run` is this loop. It begins with a state of zeros, and the last state is the same:

# %% slideshow={"slide_type": "fragment"}
z = np.zeros(3)  # the state before the first word
for t in range(5):
    z = rnn.step(x[t], z)
z.round(3), states[-1].round(3)

# %% tags=["holds"]
assert np.array_equal(z, states[-1])

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ### Four numbers, four meanings
#
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

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## The state knows the past
#
# $\mathbf{z}^{[4]}$ is computed from $\mathbf{z}^{[3]}$, that from $\mathbf{z}^{[2]}$, and so on back to the
# first word.
#
# > **Predict:** we replace only the first of the five words. Which states change?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
changed = ask("02 another first word", "only the first", "the first two", "all five")

# %% slideshow={"slide_type": "fragment"}
other = x.copy()
other[0] = x[4]  # another first word, everything else as before
change = np.linalg.norm(rnn.run(other)[0] - states, axis=1)
print(change.round(3))
differ = list(change > 0)
changed.reveal(
    differ == [True] + 4 * [False], differ == 2 * [True] + 3 * [False], differ == 5 * [True]
)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Each state is computed from the one before, so a change in the first goes through all. That is what people mean when
# they call the state a *summary of all previous inputs*. But a summary leaves things out: here three numbers have
# to hold everything.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## How long does it know?
#
# Four networks read two sentences of 60 words that differ in the first word only. The networks have the same W. Three
# of them have the untrained random V from above, multiplied by 0.5, 0.8 and 1. The fourth has V = 3 I: each unit hears
# itself three times as loud, and no other unit. (I is the identity matrix: ones on the diagonal, zeros elsewhere.)
#
# > **Predict:** for which of them are the two states still more than 0.1 apart after 60 words?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
who = ask(
    "02 sixty words later",
    "for all: a state depends on the whole past",
    "for the random ones: they mix their units",
    "for V = 3 I",
    "for none: every RNN forgets step by step",
)

# %% slideshow={"slide_type": "fragment"}
rng = np.random.default_rng(5)
first = np.eye(5)[rng.integers(5, size=60)]
first[0] = np.eye(5)[0]
second = first.copy()
second[0] = np.eye(5)[4]
matrices = {f"random V times {scale}": scale * rnn.V for scale in (0.5, 0.8, 1.0)}
change = {}
for name, V in (matrices | {"V = 3 I": 3 * np.eye(3)}).items():
    network = RNN(rnn.W, V, rnn.b, rnn.U, rnn.c)
    change[name] = np.linalg.norm(network.run(first)[0] - network.run(second)[0], axis=1)

# %% slideshow={"slide_type": "fragment"} minutes=1
line_plot(
    np.arange(60), change, x_label="step t", y_label="difference of the two states", y_log=True
)

# %% slideshow={"slide_type": "fragment"}
*random, switches = [line[-1] > 0.1 for line in change.values()]
who.reveal(
    all(random) and switches,
    all(random) and not switches,
    switches and not any(random),
    not any(random) and not switches,
)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# On a logarithmic axis a straight line means that each step multiplies the difference by about the same factor. For the
# random V this factor is below 1: these networks forget the first word step by step. (A line ends where the two
# states are equal to the last digit.)
#
# With V = 3 I each unit is a switch. The first word sets it, and no later word is loud enough to flip it: that
# would take a sum of inputs of more than 1.3, and W has no number above 0.92. So it never forgets which of the two it
# read. It pays for that: it has no room for what the later words say.
#
# Whether an RNN forgets is therefore a question of its V. Untrained networks mostly forget. Training can make a network
# keep what it needs, and lesson 08 shows that it does.
#
# </details>

# %% tags=["holds"]
turn_over = 3 * np.sqrt(2 / 3) - np.arctanh(np.sqrt(2 / 3))  # where a fixed point of v = 3 is lost
assert np.abs(rnn.W).max() < 0.93 < 1.3 < turn_over

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("02")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Key points
#
# - A state, updated in a loop, reads sequences of any length.
# - RNN: $\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} +
#   \mathbf{b})$. V is what the dense net lacks.
# - The same W, V, b, U, c serve every step.
# - The state depends on the whole past. Where each step makes differences smaller, as in most untrained networks,
#   it forgets step by step. Where V makes stable fixed points, as in a unit with v > 1, it can keep a bit for ever.
# - τ fits the question: sigmoid for yes or no, softmax for one of several, the identity for a number.
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
# 1. Solve the six tasks of the unit that you can touch.
#    <details><summary>Solution</summary>One of many for each. Running sum: identity, v = 1, w = 1, b = 0. Leaky sum: the same with v =
#    0.9. Remember: tanh, v = 2; the identity cannot, because in 20 steps the whispers add up to more than the first input. Two
#    resting points: tanh, any v above 1, with a small b. Saturate: tanh, v = 1, w = 0.5, b = 3. Explode: identity or ReLU, v = 2.</details>
# 2. Let `rnn` read `first` once from zero and once from `z_init=np.array([0.9, -0.9, 0.9])`. At which step does
#    the difference of the two states fall below 0.01 for the first time? Then with `0.5 * rnn.V`.
#    <details><summary>Solution</summary>`d = np.linalg.norm(rnn.run(first, [0.9, -0.9, 0.9])[0] -
#    rnn.run(first)[0], axis=1)`, then `np.argmax(d < 0.01)`. With half of V it is earlier.</details>
#
# **Exercises:** [E02 · One step of an RNN](../exercises/E02_one_step.ipynb), [E16 · A loop in order](../exercises/E16_a_loop_in_order.ipynb), [E03 · A run over a sentence](../exercises/E03_run.ipynb) and [E17 · Weights by hand](../exercises/E17_weights_by_hand.ipynb).
#
# **Words:** [dynamical system](14_glossary.ipynb#dynamical-system), [fixed point](14_glossary.ipynb#fixed-point), [leaky sum](14_glossary.ipynb#leaky-sum), [linear recurrence](14_glossary.ipynb#linear-recurrence), [running sum](14_glossary.ipynb#running-sum), [score](14_glossary.ipynb#score), [ReLU](14_glossary.ipynb#ReLU), [softmax](14_glossary.ipynb#softmax)
#
# **Next:** [03a · Sentiment by hand](03a_sentiment_by_hand.ipynb)
