# %% [markdown]
# # {{ title }}
#
# **You will** let a network answer a single input with a sequence, leave padding out of a loss, and build an
# encoder–decoder by hand.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [05a · One answer, or one input](../notebooks/05a_one_answer_or_one_input.ipynb)
# and [05c · First read, then write](../notebooks/05c_read_then_write.ipynb)
#
# Write each answer in place of the line `raise NotImplementedError()`, run the cell, then run the check below
# it. `hint("E06", 1)` helps a little, `hint("E06", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# An encoder–decoder has read 4 words and writes 5. While it learns, it reads the right answers y: this is teacher
# forcing. We change one of these answers, y[1], and look which outputs change.
#
# First a guess. Replace `None` by a number.

# %%
my_guess = guess("We change y[1]. What is the first step s at which f[s] changes?", None)
my_guess

# %% tags=["target"]
from rnnlib import EncoderDecoder

rng = np.random.default_rng(0)
model = EncoderDecoder.initialise(4, 3, 2, rng=rng)
x = rng.normal(size=(4, 4))
y = np.eye(2)[[0, 1, 1, 0, 1]]  # the right answers, one-hot: (S, n_f) = (5, 2)
other = y.copy()
other[1] = [1, 0]
f, f_other = model.run(x, y)[1], model.run(x, other)[1]
for s in range(5):
    print(f"f[{s}]", f[s].round(3), "  with another y[1]:", f_other[s].round(3))

# %%
my_guess.compare(int(np.argmax((f != f_other).any(axis=1))))

# %% [markdown]
# ## Worked example: an output with softmax
#
# In all three parts $\tau$ = softmax: the outputs of one row share the probability 1. For a batch of states `z` of shape
# `(B, n_z)`:
#
# $$\mathbf{s} = \mathbf{c} + \mathbf{U}^\top \mathbf{z}, \qquad f_i = \frac{e^{s_i}}{\sum_k e^{s_k}}$$


# %%
def output(z, U, c):
    e = np.exp(c + z @ U)
    return e / e.sum(axis=-1, keepdims=True)  # each row is divided by its own sum


output(np.array([[0.5, -0.5, 0.1]]), model.U, model.c).round(3)

# %% [markdown]
# ## Part 1: one input, many outputs ({{ points of generate }})
#
# The network looks at its input **once**, at t = 0. At t = 1, 2, … it reads zeros. It begins with the state zero
# and gives an output at every step. This is the first speller of lesson 05a. (`rnnlib.generate` does one thing
# more: it tells the network what it wrote. Here nothing is fed back.)
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b}), \qquad
# \mathbf{f}^{[t]} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[t]})$$
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | the input of t = 0, one row for each example | `(B, n_x)` |
# | `W`, `V`, `b` | parameters of the hidden layer | `(n_x, n_z)`, `(n_z, n_z)`, `(n_z,)` |
# | `U`, `c` | hidden → output | `(n_z, n_f)`, `(n_f,)` |
# | `steps` | number of steps, at least 1 | a number |
# | result | f[0], f[1], …, f[steps − 1] | `(steps, B, n_f)` |
#
# With $\sigma = \tanh$. The new state is missing.


# %%
def generate(x, W, V, b, U, c, steps):
    z = np.zeros((len(x), len(b)))
    f = np.full((steps, len(x), len(c)), np.nan)
    for t in range(steps):
        ### BEGIN SOLUTION
        x_t = x if t == 0 else np.zeros_like(x)
        z = np.tanh(z @ V + x_t @ W + b)
        ### END SOLUTION
        e = np.exp(c + z @ U)
        f[t] = e / e.sum(axis=-1, keepdims=True)
    return f


# %%
check("E06.generate", generate)

# %% [markdown]
# ## Part 2: padding must not count ({{ points of masked_loss }})
#
# Sentences of different length were made equally long. So there is a loss at every step, also after the end of a
# sentence, where nothing was asked. `losses` has the shape `(T, B)`, `lengths` the shape `(B,)`: sentence i has
# the steps 0, 1, …, `lengths[i]` − 1.
#
# Return one number, as everywhere in this course: **add up the real steps of each sentence, then take the mean over
# the B sentences.** From here on the whole function is yours.


# %%
def masked_loss(losses, lengths):
    ### BEGIN SOLUTION
    T, B = losses.shape
    counts = np.arange(T)[:, None] < lengths
    loss = (losses * counts).sum() / B
    ### END SOLUTION
    return loss


# %%
check("E06.masked_loss", masked_loss)

# %% [markdown]
# ## Part 3: first read, then write ({{ points of encode_decode }})
#
# The **encoder** begins with the state zero, reads x to its end, and gives no output. Its last state is the state in
# which the **decoder** begins.
#
# The decoder is a network of its own: `W_dec`, `V_dec`, `b_dec`. At step s it reads the right answer of the step
# before, y[s − 1], makes a step, then gives an output. At s = 0 nothing was written yet: it reads zeros.
#
# $$\mathbf{z}^{[s]} = \sigma(\mathbf{V}_\text{dec}^\top \mathbf{z}^{[s-1]} + \mathbf{W}_\text{dec}^\top \mathbf{y}^{[s-1]} +
# \mathbf{b}_\text{dec}), \qquad \mathbf{f}^{[s]} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[s]})$$
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | what is read, T steps | `(T, B, n_x)` |
# | `y` | the right answers, S steps, one-hot | `(S, B, n_f)` |
# | `W`, `V`, `b` | encoder | `(n_x, n_z)`, `(n_z, n_z)`, `(n_z,)` |
# | `W_dec`, `V_dec`, `b_dec` | decoder | `(n_f, n_z)`, `(n_z, n_z)`, `(n_z,)` |
# | `U`, `c` | decoder's state → output | `(n_z, n_f)`, `(n_f,)` |
# | result | f[0], f[1], …, f[S−1], with softmax | `(S, B, n_f)` |
#
# As in the lesson, $\sigma = \tanh$. T and S need not be equal.


# %%
def encode_decode(x, y, W, V, b, W_dec, V_dec, b_dec, U, c):
    ### BEGIN SOLUTION
    z = np.zeros((x.shape[1], len(b)))
    for x_t in x:
        z = np.tanh(z @ V + x_t @ W + b)
    f = np.full(y.shape, np.nan)
    read = np.zeros(y[0].shape)
    for s in range(len(y)):
        z = np.tanh(z @ V_dec + read @ W_dec + b_dec)
        e = np.exp(c + z @ U)
        f[s] = e / e.sum(axis=-1, keepdims=True)
        read = y[s]
    ### END SOLUTION
    return f


# %%
check("E06.encode_decode", encode_decode)

# %% [markdown]
# ## What you can do now
#
# You can wire one and the same recurrence in three ways, and say at which steps an answer counts. You can write an
# encoder–decoder that never sees an answer before it is due.
#
# **Next:** {{ next }}
