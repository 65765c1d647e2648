# %% [markdown]
# # {{ title }}
#
# **You will** put the lines of a loop in order; the loop keeps every state. In the next exercise you write such a loop.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [02 · Recurrence](../notebooks/02_recurrence.ipynb)

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## Worked example: the largest number
#
# Four lines, each with a letter in front. The spaces belong to the line.
#
# ```text
# A            largest = v
# B    for v in values:
# C        if v > largest:
# D    largest = values[0]
# ```
#
# The comparison needs a `largest` from the first round on, so D comes first. Then the loop begins, it compares, and it
# changes `largest`. The answer is a text: `"D B C A"`.
#
# ## The target
#
# The leaky sum of lesson 02 has one number as its state, $z^{[t]} = v \, z^{[t-1]} + x^{[t]}$. The program that you put
# in order returns **every** state. First a guess: x has four numbers, and there is a state `z_init` before the first one.

# %%
my_guess = guess("How many numbers come back?", None)
my_guess

# %% tags=["target"]
z_init, v, x = 8.0, 0.5, np.array([3.0, 2.0, 1.0, 0.0])
z_0 = v * z_init + x[0]
z_1 = v * z_0 + x[1]
z_2 = v * z_1 + x[2]
print("states", z_0, z_1, z_2, v * z_2 + x[3])

# %%
my_guess.compare(len(x))

# %% [markdown]
# ## Part 1: the order of the lines ({{ points of loop_order }})
#
# The first and the last line are given.
#
# ```text
#    def leaky_sums(x, v, z_init):
#        …  your five lines
#        return states
# ```
#
# Here are six lines. **One of them does not belong to the program.**
#
# ```text
# A            states[t] = z
# B        for t in range(len(x)):
# C            z = v * states[t - 1] + x[t]
# D        z = z_init
# E            z = v * z + x[t]
# F        states = np.full(len(x), np.nan)
# ```
#
# Return five letters as text. If several orders compute the right numbers, each of them is right.


# %%
def loop_order():
    ### BEGIN SOLUTION
    order = "D F B E A"
    ### END SOLUTION
    return order


# %%
check("E16.loop_order", loop_order)

# %% [markdown]
# ## What you can do now
#
# You know what must be there before a recurrent loop begins, and why the state has a variable of its own.
#
# **Next:** {{ next }}
