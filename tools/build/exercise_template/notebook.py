# %% [markdown]
# # {{ title }}
#
# **You will** write the mean of all states. Say here in one sentence what is learned.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [02 · Recurrence](../notebooks/02_recurrence.ipynb)
#
# Write each answer in place of the line `raise NotImplementedError()`, run the cell, then run the check below
# it. `hint("E00", 1)` helps a little, `hint("E00", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# Show what is to be computed before it is solved. First a guess. Replace `None` by a shape such as `(7, 2)`.

# %%
my_guess = guess("4 sentences, 6 steps, 3 units. What is the shape of the mean state?", None)
my_guess

# %% tags=["target"]
states = np.arange(72).reshape(6, 4, 3) / 100
print("the first unit of the first sentence:", states[:, 0, 0], " mean", states[:, 0, 0].mean())

# %%
my_guess.compare((4, 3))

# %% [markdown]
# ## Worked example
#
# Solve something of the same kind, such as the mean of a list of numbers:


# %%
def mean(numbers):
    return np.sum(numbers) / len(numbers)


mean([1.0, 2.0, 6.0])

# %% [markdown]
# ## Part 1: the mean state ({{ points of mean_state }})
#
# `states` is `(T, B, n_z)`. The result is the mean over time, `(B, n_z)`.


# %%
def mean_state(states):
    ### BEGIN SOLUTION
    mean = np.mean(states, axis=0)
    ### END SOLUTION
    return mean


# %%
check("E00.mean_state", mean_state)

# %% [markdown]
# ## What you can do now
#
# You can average states over time.
#
# **Next:** {{ next }}
