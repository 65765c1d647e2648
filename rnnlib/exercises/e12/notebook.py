# %% [markdown]
# # {{ title }}
#
# **You will** put the lines of a forward loop and of a backward loop in the right order. You do not write code here.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [06 · Computational graphs](../notebooks/06_computational_graphs.ipynb)

# %%
from itertools import permutations

import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## Worked example: a sum
#
# Three lines, each with a letter in front. The spaces belong to the line.
#
# ```text
# A        total += v
# B    for v in values:
# C    total = 0
# ```
#
# The answer is a text with the letters from top to bottom: first `total` gets a value, then the loop begins, then the
# loop adds. So the answer is `"C B A"`.
#
# > **Predict:** three lines can be put in 6 orders. How many of them compute the sum?

# %%
my_guess = guess("How many of the 6 orders compute the sum?", None)
my_guess

# %%
lines = {"A": "    total += v", "B": "for v in values:", "C": "total = 0"}
right = []
for order in permutations("ABC"):
    names = {"values": [3, 1, 2]}
    try:
        exec("\n".join(lines[letter] for letter in order), names)
    except (SyntaxError, NameError) as error:
        print(*order, "stops with", type(error).__name__)
    else:
        print(*order, "computes", names["total"])
        right.append(order)

# %%
my_guess.compare(len(right))

# %% [markdown]
# ## The target
#
# A small RNN reads three steps. In the right order, the first program computes the states and outputs that you see
# here, and the second the gradient dV.

# %% tags=["target"]
from rnnlib import RNN, bptt, squared_error

model = RNN.initialise(2, 2, 1, rng=np.random.default_rng(4))
x = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])  # T = 3
states, outputs = model.run(x)
_, gradient = bptt(model, x, np.ones((3, 1)), squared_error, read="every")
print("states ", *states.round(3))
print("outputs", outputs[:, 0].round(3))
print("dV     ", *gradient.V.round(3))

# %% [markdown]
# ## Part 1: the forward loop ({{ points of forward_order }})
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b}) \qquad
# \mathbf{f}^{[t]} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[t]})$$
#
# The first and the last line of the program are given. `x` has the shape `(T, B, n_x)`, `z_init` is `(B, n_z)`.
#
# ```text
#    def forward(x, W, V, b, U, c, z_init):
#        …  your six lines
#        return states, outputs
# ```
#
# Here are the lines. **One of the seven does not belong to the program.**
#
# ```text
# A            outputs.append(sigmoid(c + z @ U))
# B        z = z_init
# C        for x_t in x:
# D            z = z_init
# E            z = np.tanh(z @ V + x_t @ W + b)
# F            states.append(z)
# G        states, outputs = [], []
# ```
#
# Return six letters as text. Spaces and commas do not matter. If several orders compute the right numbers, each of
# them is right.


# %%
def forward_order():
    ### BEGIN SOLUTION
    order = "B G C E F A"
    ### END SOLUTION
    return order


# %%
check("E12.forward_order", forward_order)

# %% [markdown]
# ## Part 2: the backward loop ({{ points of backward_order }})
#
# Now the gradient of V. It is known what the loss of step t says to z[t]: this is `dz[t]`. The following step, t + 1, also
# sends a gradient to z[t], through V. Both are added, then they pass through $\tanh$, whose slope is
# $1 - (\mathbf{z}^{[t]})^2$. In rows:
#
# | name | meaning | shape |
# |---|---|---|
# | `z`, `z_init` | all states of the forward run, and the state before the first | `(T, B, n_z)`, `(B, n_z)` |
# | `dz` | what the loss of each step says to z[t] | `(T, B, n_z)` |
# | `da` | the gradient at the sum inside tanh, of one step | `(B, n_z)` |
# | `dV` | the gradient of V: one term for each step, added up | `(n_z, n_z)` |
#
# > **Predict:** T = 5. Which t comes first in `for t in reversed(range(5))`?

# %%
my_guess = guess("The first t in reversed(range(5))", None)
my_guess

# %%
first = next(iter(reversed(range(5))))
my_guess.compare(first)

# %% [markdown]
# ```text
#    def backward(z, z_init, dz, V):
#        …  your six lines
#        return dV
# ```
#
# Again **one of the seven lines does not belong to the program**.
#
# ```text
# A            dV += before.T @ da
# B        for t in range(len(z)):
# C        da = np.zeros_like(z_init)
# D            da = (dz[t] + da @ V.T) * (1 - z[t] ** 2)
# E        for t in reversed(range(len(z))):
# F        dV = np.zeros_like(V)
# G            before = z[t - 1] if t > 0 else z_init
# ```


# %%
def backward_order():
    ### BEGIN SOLUTION
    order = "C F E D G A"
    ### END SOLUTION
    return order


# %%
check("E12.backward_order", backward_order)

# %% [markdown]
# ## What you can do now
#
# You can say for each line of both loops what it needs and who needs it. This is what a computational graph tells:
# an arrow from one line to another fixes their order, and lines without a path between them may change places.
#
# **Next:** {{ next }}
