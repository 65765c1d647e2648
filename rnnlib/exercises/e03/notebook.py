# %% [markdown]
# # {{ title }}
#
# **You will** repeat the step of E02 for every word, first for one sentence, then for a batch.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [02 · Recurrence](../notebooks/02_recurrence.ipynb)
#
# Write each answer in place of the line `raise NotImplementedError()`, run the cell, then run the check below
# it. `hint("E03", 1)` helps a little, `hint("E03", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# The network that you watched in lesson 00 has 3 units and reads "This is good news." Its five tokens make five states. You will
# write the function that computes all of them.
#
# First a guess. Replace `None` by a shape such as `(7, 2, 9)`.

# %%
my_guess = guess("It reads two such sentences at once. What is the shape of all states?", None)
my_guess

# %% tags=["target"]
from rnnlib import Vocabulary, lecture_example

model, words = lecture_example()
states, _ = model.run(Vocabulary(words).one_hot(words))
for t, word in enumerate(words):
    print(f"z[{t}]  after {word:6}", states[t].round(2))

# %%
x = Vocabulary(words).one_hot(words)
my_guess.compare(model.run(np.stack([x, x], axis=1))[0].shape)

# %% [markdown]
# ## Worked example: a leaky sum
#
# The leaky sum of lesson 02 has one number as its state. It begins with `z_init`, and each input makes a new
# state from the old one:
#
# $$z^{[t]} = v \, z^{[t-1]} + x^{[t]}$$


# %%
def leaky_sum(x, v, z_init):
    z = z_init
    for x_t in x:
        z = v * z + x_t
    return z


leaky_sum([3, 2, 1], v=0.5, z_init=8)

# %% [markdown]
# ## Part 1: the last state of one sentence ({{ points of last_state }})
#
# The RNN has the same loop with another step, $\sigma = \tanh$:
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$$
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | one sentence, one word in each row | `(T, n_x)` |
# | `W`, `V`, `b` | parameters | `(n_x, n_z)`, `(n_z, n_z)`, `(n_z,)` |
# | `z_init` | the state before the first word | `(n_z,)` |
# | result | the state after the last word | `(n_z,)` |
#
# One line is missing.


# %%
def last_state(x, W, V, b, z_init):
    z = z_init
    for x_t in x:
        ### BEGIN SOLUTION
        z = np.tanh(z @ V + x_t @ W + b)
        ### END SOLUTION
    return z


# %%
check("E03.last_state", last_state)

# %% [markdown]
# ## Part 2: all states of a batch ({{ points of run }})
#
# Now several sentences at once, and **every** state is asked for. Time is the first axis, so `x[t]` holds the
# words that all sentences have at step t.
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | B sentences of T words each | `(T, B, n_x)` |
# | `z_init` | the state before the first word, one row for each sentence | `(B, n_z)` |
# | result | z[0], z[1], …, z[T−1] | `(T, B, n_z)` |
#
# `z_init` is not part of the result: T words make T states. Do not change the arguments.
#
# The array `states` is there already. It is filled with NaN, "not a number". A place that you forget stays
# NaN, and the check sees it.


# %%
def run(x, W, V, b, z_init):
    T, B = x.shape[:2]
    states = np.full((T, B, len(b)), np.nan)
    ### BEGIN SOLUTION
    z = z_init
    for t in range(T):
        z = np.tanh(z @ V + x[t] @ W + b)
        states[t] = z
    ### END SOLUTION
    return states


# %%
check("E03.run", run)

# %% [markdown]
# ## What you can do now
#
# You can run an RNN over a batch of sentences, from any first state, and keep all its states. `RNN.run` of
# `rnnlib` does the same, and also computes the outputs.
#
# **Next:** {{ next }}
