# %% [markdown]
# # {{ title }}
#
# **You will** put the lines in order that send gradients back through two steps. In the next exercise you write them.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [06 · Computational graphs](../notebooks/06_computational_graphs.ipynb)

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## Worked example: one step
#
# Forward, $a = w x$, then $z = \tanh(a)$, then $L = \frac{1}{2} (z - y)^2$. We write `dz` for the gradient of L with
# respect to z. Three lines go back:
#
# ```text
# A    da = (1 - z**2) * dz
# B    dw = x * da
# C    dz = z - y
# ```
#
# The loss speaks first, so C. Then the gradient goes through tanh, A, and reaches the weight, B: `"C A B"`.
#
# ## The target
#
# Now two steps. There is one unit, z0 is given, and there is a target at both steps:
#
# $$z_1 = \tanh(V z_0) \qquad z_2 = \tanh(V z_1) \qquad L = \frac{1}{2} (z_1 - y_1)^2 + \frac{1}{2} (z_2 - y_2)^2$$
#
# In the right order the program gives these two numbers. They are measured here, by moving z1 and V a little.
#
# First a guess. Draw the graph: an arrow from what is used to what is made.

# %%
my_guess = guess("How many arrows lead away from z1?", None)
my_guess

# %% tags=["target"]
z0, y1, y2, V, eps = 0.8, -0.5, 0.3, 1.2, 1e-5


def loss(V, moved=0.0):
    z1 = np.tanh(V * z0) + moved
    return 0.5 * (z1 - y1) ** 2 + 0.5 * (np.tanh(V * z1) - y2) ** 2


print(f"dz1 {(loss(V, eps) - loss(V, -eps)) / (2 * eps):8.4f}")
print(f"dV  {(loss(V + eps) - loss(V - eps)) / (2 * eps):8.4f}")

# %%
reads = {"z1": ("V", "z0"), "z2": ("V", "z1"), "L1": ("z1", "y1"), "L2": ("z2", "y2")}
my_guess.compare(sum("z1" in names for names in reads.values()))

# %% [markdown]
# ## Part 1: the order of the lines ({{ points of way_back_order }})
#
# The first and the last line are given.
#
# ```text
#    def way_back(z0, z1, z2, y1, y2, V):
#        …  your six lines
#        return dz1, dV
# ```
#
# Here are seven lines. **One of them does not belong to the program.**
#
# ```text
# A        dz1 += V * da2
# B        dV = z1 * da2 + z0 * da1
# C        da2 = (1 - z2**2) * dz2
# D        dz1 = z1 - y1
# E        dz1 += V * dz2
# F        da1 = (1 - z1**2) * dz1
# G        dz2 = z2 - y2
# ```
#
# Return six letters as text. If several orders compute the right numbers, each of them is right.


# %%
def way_back_order():
    ### BEGIN SOLUTION
    order = "G C D A F B"
    ### END SOLUTION
    return order


# %%
check("E21.way_back_order", way_back_order)

# %% [markdown]
# ## What you can do now
#
# You know in which order gradients are computed: from the last loss to the left, and through tanh only when
# everything that comes to a state has been added.
#
# **Next:** {{ next }}
