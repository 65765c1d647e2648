# %% [markdown]
# # {{ title }}
#
# **You will** join two steps of a linear recurrence into one, write a round of a parallel scan with it, and choose steps that keep a parity.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [16 · Recurrence is back](../notebooks/16_recurrence_is_back.ipynb)
#
# Each answer is a function. Write it in place of `raise NotImplementedError()`, run the cell, then run the check
# below it. `hint("E15.join", 1)` helps a little, `hint("E15.join", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# Eight steps, and after each round of a scan what each place knows. You will write what happens between two rows.

# %% tags=["target"]
from rnnlib import scan_rounds

scan_rounds(8)

# %% [markdown]
# ## Worked example: two steps with numbers
#
# One step of a linear recurrence multiplies the state by a number and adds another one:
# the new state is $a z + b$. First a = 2 and b = 3, then a = 5 and
# b = 7. The state before is 1.

# %%
my_guess = guess(
    "z = 1, first a = 2 and b = 3, then a = 5 and b = 7. The state after both is …", None
)
my_guess

# %%
after_first = 2 * 1 + 3
after_both = 5 * after_first + 7
print("after the first step", after_first)
print("after both", after_both)
my_guess.compare(after_both)

# %% [markdown]
# ## Part 1: two steps are one ({{ points of join }})
#
# Both steps together are a step of the same kind, with another a and another b. Which ones?
#
# $$a_{then} \, (a_{first} \, z + b_{first}) + b_{then} = a \, z + b$$
#
# | name | meaning | shape |
# |---|---|---|
# | `a_first`, `b_first` | the step that is done first | `(B, n_z)` |
# | `a_then`, `b_then` | the step that is done after it | `(B, n_z)` |
# | result | a, b of both together, in this order | each `(B, n_z)` |


# %%
def join(a_first, b_first, a_then, b_then):
    ### BEGIN SOLUTION
    a = a_then * a_first
    b = a_then * b_first + b_then
    ### END SOLUTION
    return a, b


# %%
check("E15.join", join)

# %% [markdown]
# ## Part 2: one round ({{ points of one_round }})
#
# In one round each place t joins what it has with what place t − `far` has. What place t − `far` has came earlier, so it is the first of the two. The places
# 0 … `far` − 1 have nobody so far to their left, and stay as they are. All joins begin from what was there **before** the round.
#
# | name | meaning | shape |
# |---|---|---|
# | `a`, `b` | what each place has before the round | `(T, B, n_z)` |
# | `far` | how far to the left, 1 or more | a whole number below T |
# | result | a, b after the round, in this order | each `(T, B, n_z)` |
#
# Do not change `a` and `b` themselves: `a.copy()` makes a new array.


# %%
def one_round(a, b, far):
    ### BEGIN SOLUTION
    a_new, b_new = a.copy(), b.copy()
    a_new[far:] = a[far:] * a[:-far]
    b_new[far:] = a[far:] * b[:-far] + b[far:]
    ### END SOLUTION
    return a_new, b_new


# %%
check("E15.one_round", one_round)

# %% [markdown]
# With your round, a whole scan is a loop over rounds. Put this into a new cell and compare it with the loop over time:
#
# ```python
# from rnnlib.fast.scan import loop
#
# rng = np.random.default_rng(15)
# a, b = rng.uniform(-1, 1, size=(2, 100, 3, 4))
# states = loop(a, b)
# far = 1
# while far < len(a):
#     a, b = one_round(a, b, far)
#     far = 2 * far
# np.abs(b - states).max()
# ```
#
# How many rounds were that?
#
# ## Part 3: steps that keep a parity ({{ points of parity_steps }})
#
# One unit reads bits. Its state shall be 1 after an odd number of 1s, and 0 after an even number. Choose a and b for each bit, so that
#
# $$z^{[t]} = a^{[t]} \, z^{[t-1]} + b^{[t]}$$
#
# does that from z = 0 on. The state is always 0 or 1. What has to happen to it at a 0, and what at a 1?
#
# | name | meaning | shape |
# |---|---|---|
# | `bits` | 0 or 1 for each step and sequence | `(T, B)` |
# | result | a, b, in this order | each `(T, B)` |


# %%
def parity_steps(bits):
    ### BEGIN SOLUTION
    a = 1.0 - 2.0 * bits
    b = 1.0 * bits
    ### END SOLUTION
    return a, b


# %%
check("E15.parity_steps", parity_steps)

# %% [markdown]
# ## What you can do now
#
# You can compute a linear recurrence without waiting, and you have set a network by hand that no training between 0 and 1 can find. With your scan it keeps
# the parity of a million bits in twenty rounds.
#
# **Next:** {{ next }}
