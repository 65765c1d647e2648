# %% [markdown]
# # {{ title }}
#
# **You will** count what an RNN learns, with one set of matrices and with one for each step, and compute what sharing
# does to examples and gradients.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [04 · Parameter sharing](../notebooks/04_parameter_sharing.ipynb)
#
# Write each answer in place of the line `raise NotImplementedError()`, run the cell, then run the check below
# it. `hint("E05", 1)` helps a little, `hint("E05", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# An RNN uses the same W, V, b at every step: it is **tied**. An **untied** RNN has a W, a V and a b for each
# step. Here are both with 1,000 words, 16 hidden units and one output, for sentences of at most 10 words.
#
# First a guess. Replace `None` by a number.

# %%
my_guess = guess("How many times as many parameters has the untied RNN? T = 10.", None)
my_guess

# %% tags=["target"]
from rnnlib import RNN, count
from rnnlib.networks.untied import UntiedRNN

tied = RNN.initialise(1000, 16, 1, rng=np.random.default_rng(0))
untied = UntiedRNN.copies_of(tied, T=10)
print("tied:  ", tied)
print("untied:", untied)

# %%
my_guess.compare(count(untied) / count(tied), within=0.1)

# %% [markdown]
# ## Worked example: the dense net of E01
#
# A dense net has four arrays: W of shape `(n_x, n_z)`, b of shape `(n_z,)`, U of shape `(n_z, n_f)` and c of shape
# `(n_f,)`. A matrix has rows times columns numbers:


# %%
def count_dense(n_x, n_z, n_f):
    return n_x * n_z + n_z + n_z * n_f + n_f


count_dense(1000, 16, 1)

# %% [markdown]
# ## Part 1: the tied RNN ({{ points of count_tied }})
#
# An RNN has W, V, b, U and c. All of them are used again at every step. Complete the number of parameters.


# %%
def count_tied(n_x, n_z, n_f):
    as_in_a_dense_net = n_x * n_z + n_z + n_z * n_f + n_f
    ### BEGIN SOLUTION
    V = n_z * n_z
    number = as_in_a_dense_net + V
    ### END SOLUTION
    return number


# %%
check("E05.count_tied", count_tied)

# %% [markdown]
# ## Part 2: the untied RNN ({{ points of count_untied }})
#
# Now every one of T steps has its own W, V and b:
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}_t^\top \mathbf{z}^{[t-1]} + \mathbf{W}_t^\top \mathbf{x}^{[t]} + \mathbf{b}_t)$$
#
# The output is read once, at the end. U and c have no copies. Return the number of parameters.


# %%
def count_untied(T, n_x, n_z, n_f):
    ### BEGIN SOLUTION
    number = T * (n_x * n_z + n_z * n_z + n_z) + n_z * n_f + n_f
    ### END SOLUTION
    return number


# %%
check("E05.count_untied", count_untied)

# %% [markdown]
# ## Part 3: run it ({{ points of run_untied }})
#
# Compute all states of the untied RNN, with $\sigma = \tanh$ and the formula of Part 2.
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | B sentences of T words each | `(T, B, n_x)` |
# | `W`, `V`, `b` | copies for each step; there may be more than T | `(…, n_x, n_z)`, `(…, n_z, n_z)`, `(…, n_z)` |
# | `z_init` | the state before the first word | `(B, n_z)` |
# | result | z[0], z[1], …, z[T−1] | `(T, B, n_z)` |
#
# `W[t]`, `V[t]` and `b[t]` belong to step t. A short sentence uses only the first of them. The loop of E03 is written;
# the step is yours.


# %%
def run_untied(x, W, V, b, z_init):
    states = np.full((len(x), *z_init.shape), np.nan)
    z = z_init
    for t in range(len(x)):
        ### BEGIN SOLUTION
        z = np.tanh(z @ V[t] + x[t] @ W[t] + b[t])
        ### END SOLUTION
        states[t] = z
    return states


# %%
check("E05.run_untied", run_untied)

# %% [markdown]
# ## Part 4: what can step t learn from? ({{ points of examples_per_step }})
#
# The matrices of step t learn only from sentences that have a word at step t. `lengths` holds the number of words of
# each sentence. Return T numbers: how many sentences have a word at t = 0, at t = 1, …, at t = T − 1.
#
# For example, one sentence of three words has words at t = 0, 1 and 2.


# %%
def examples_per_step(lengths, T):
    ### BEGIN SOLUTION
    counts = np.array([np.sum(np.array(lengths) > t) for t in range(T)])
    ### END SOLUTION
    return counts


# %%
check("E05.examples_per_step", examples_per_step)

# %% [markdown]
# ## Part 5: the gradient of a shared matrix ({{ points of shared_gradient }})
#
# Think of T copies of V that happen to be equal. `dV[t]` is the gradient of the copy that step t uses; `dV` has the
# shape `(T, n_z, n_z)`. Now there is only one V, used at all T steps. Return its gradient, `(n_z, n_z)`.


# %%
def shared_gradient(dV):
    ### BEGIN SOLUTION
    gradient = dV.sum(axis=0)
    ### END SOLUTION
    return gradient


# %%
check("E05.shared_gradient", shared_gradient)

# %% [markdown]
# ## What you can do now
#
# You can say what sharing saves, how many examples each step would have without it, and what the gradient of a shared
# matrix is.
#
# **Next:** {{ next }}
