# %% [markdown]
# # {{ title }}
#
# **You will** write the formula of one time step, and of one output, for a batch of sentences.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [02 · Recurrence](../notebooks/02_recurrence.ipynb)
#
# **How an exercise works.** Each answer is a function. Write it in place of the line
# `raise NotImplementedError()`, run the cell, then run the check below it. The check tries your function on
# numbers of its own and says what it found. You can run it as often as you like. `hint("E02", 1)` helps a
# little, `hint("E02", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# This is one step of the network that you watched in lesson 00. It has 3 units: it has read "This" and now reads "is". You
# will write the function that computes the last line from the others.
#
# First a guess. Replace `None` by a shape such as `(5, 2)`.

# %%
my_guess = guess("It reads 7 sentences at once. What is the shape of z[1] then?", None)
my_guess

# %% tags=["target"]
from rnnlib import Vocabulary, lecture_example

model, words = lecture_example()
x_is = Vocabulary(words).one_hot(words)[1]
z_this = model.run(Vocabulary(words).one_hot(words)[:1])[0][0]
print("x[1]", x_is, "  the word 'is'")
print("z[0]", z_this.round(3), "  the state after 'This'")
print("z[1]", model.step(x_is, z_this).round(3), "  the state after 'is'")

# %%
my_guess.compare(model.step(np.stack([x_is] * 7), np.stack([z_this] * 7)).shape)

# %% [markdown]
# ## Worked example: a hidden layer without a past
#
# The hidden layer of a dense net, for one column $\mathbf{x}$:
#
# $$\mathbf{z} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{b})$$
#
# In code the inputs are rows, a batch `x` of shape `(B, n_x)`, and $\sigma = \tanh$. A row stands on the left of
# the matrix, and nothing is transposed:


# %%
def hidden(x, W, b):
    return np.tanh(x @ W + b)


# %% [markdown]
# ## Part 1: one step ({{ points of step }})
#
# An RNN also reads the state of the step before:
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$$
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | x[t], one row for each sentence | `(B, n_x)` |
# | `z` | z[t−1], one row for each sentence | `(B, n_z)` |
# | `W`, `V`, `b` | parameters | `(n_x, n_z)`, `(n_z, n_z)`, `(n_z,)` |
# | result | z[t] | `(B, n_z)` |
#
# One line is missing.


# %%
def step(x, z, W, V, b):
    from_the_word = x @ W
    ### BEGIN SOLUTION
    from_the_past = z @ V
    ### END SOLUTION
    return np.tanh(from_the_past + from_the_word + b)


# %%
check("E02.step", step)

# %% [markdown]
# ## Part 2: one output ({{ points of output }})
#
# The prediction is computed from a state, with $\tau$ = sigmoid, $\tau(s) = 1 / (1 + e^{-s})$:
#
# $$\mathbf{f} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z})$$
#
# `z` is `(B, n_z)`, `U` is `(n_z, n_f)`, `c` is `(n_f,)`. The result is `(B, n_f)`. Now the whole function is
# yours.


# %%
def output(z, U, c):
    ### BEGIN SOLUTION
    s = c + z @ U
    f = 1 / (1 + np.exp(-s))
    ### END SOLUTION
    return f


# %%
check("E02.output", output)

# %% [markdown]
# ## What you can do now
#
# You can write one step of an RNN for a batch, and say which of its three terms makes it an RNN.
#
# **Next:** {{ next }}
