# %% [markdown]
# # {{ title }}
#
# **You will** write the network whose hidden layer reads its last output, run it freely and with a teacher, and
# say what such a network cannot remember.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [07 · Output recurrence](../notebooks/07_output_recurrence.ipynb)

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# A network with 2 inputs, 3 units and 1 output reads three steps. First it runs freely, then with a teacher who
# always says 1.
#
# > **Predict:** the teacher first speaks *after* step 0. How many of the three outputs change?
#
# Replace `None` by a number.

# %%
my_guess = guess("How many of the three outputs differ between the two runs?", None)
my_guess

# %% tags=["target"]
from rnnlib import OutputRNN

model = OutputRNN.initialise(2, 3, 1, rng=np.random.default_rng(5))
x = np.array([[[1.0, 0.0]], [[0.0, 1.0]], [[1.0, 1.0]]])  # T = 3 steps, B = 1, n_x = 2
teacher = np.ones((3, 1, 1))
_, free = model.run(x)
_, told = model.run(x, teacher=teacher)
print("outputs, running freely   ", free[:, 0, 0].round(3))
print("outputs, with a teacher   ", told[:, 0, 0].round(3))

# %%
my_guess.compare(int((np.abs(free - told) > 1e-9).sum()))

# %% [markdown]
# ## Worked example: one step
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{f}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b}) \qquad
# \mathbf{f}^{[t]} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[t]})$$
#
# with $\sigma$ = tanh and $\tau$ = sigmoid. Here is step 0 in code. It reads `f_init`, the output before the first
# step. `model.V` has the shape `(n_f, n_z)`: it leads from the output to the hidden layer.

# %%
f_init = np.zeros((1, 1))
z_0 = np.tanh(f_init @ model.V + x[0] @ model.W + model.b)
f_0 = 1 / (1 + np.exp(-(model.c + z_0 @ model.U)))
print("f[0]", f_0[0].round(3), "  the first number of both rows above")

# %% [markdown]
# ## Part 1: running freely ({{ points of run_free }})
#
# Run such a network over a batch of sequences.
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | the input, time first | `(T, B, n_x)` |
# | `W`, `V`, `b` | parameters of the hidden layer | `(n_x, n_z)`, `(n_f, n_z)`, `(n_z,)` |
# | `U`, `c` | parameters of the output | `(n_z, n_f)`, `(n_f,)` |
# | `f_init` | the output before step 0, one row for each sequence | `(B, n_f)` |
# | first result | all states z[0], z[1], … | `(T, B, n_z)` |
# | second result | all outputs f[0], f[1], … | `(T, B, n_f)` |
#
# One line is missing: the new state `z`.


# %%
def run_free(x, W, V, b, U, c, f_init):
    states, outputs = [], []
    f = f_init
    for x_t in x:
        ### BEGIN SOLUTION
        z = np.tanh(f @ V + x_t @ W + b)
        ### END SOLUTION
        f = 1 / (1 + np.exp(-(c + z @ U)))
        states.append(z)
        outputs.append(f)
    return np.array(states), np.array(outputs)


# %%
check("E08.run_free", run_free)

# %% [markdown]
# ## Part 2: with a teacher ({{ points of run_with_teacher }})
#
# Now step t reads the right answer of the step before, y[t−1], in place of f[t−1]:
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{y}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$$
#
# The formula for $\mathbf{f}^{[t]}$ stays. Step 0 reads `f_init` as before. `y` has the shape `(T, B, n_f)`. The
# results are the same two as in part 1: the states, and what the *network* says. The loop is the same; what
# the step reads is yours, and the new state `z`.


# %%
def run_with_teacher(x, y, W, V, b, U, c, f_init):
    states, outputs = [], []
    for t in range(len(x)):
        ### BEGIN SOLUTION
        before = f_init if t == 0 else y[t - 1]
        z = np.tanh(before @ V + x[t] @ W + b)
        ### END SOLUTION
        f = 1 / (1 + np.exp(-(c + z @ U)))
        states.append(z)
        outputs.append(f)
    return np.array(states), np.array(outputs)


# %%
check("E08.run_with_teacher", run_with_teacher)

# %% [markdown]
# ## Part 3: what is lost? ({{ points of what_is_lost }})
#
# Two networks of the same kind have read different words. Their states differ. By chance both have just *said*
# the same thing. Now both read the same next word.
#
# > **Predict:** will their next states be the same?

# %%
my_guess = guess("Are the next states equal?", None, choices=("yes", "no"))
my_guess

# %% tags=["target"]
z_1, z_2 = np.array([0.9, 0.1, -0.5]), np.array([0.4, 0.8, -0.3])
U = np.array([[1.0], [1.0], [-1.0]])  # both scores: 0.9 + 0.1 + 0.5 = 0.4 + 0.8 + 0.3 = 1.5
f_1, f_2 = 1 / (1 + np.exp(-z_1 @ U)), 1 / (1 + np.exp(-z_2 @ U))
next_1, next_2 = (np.tanh(f @ model.V + x[1] @ model.W + model.b) for f in (f_1, f_2))
print("first   z[t]", z_1.round(2), " f[t]", f_1.round(3), " z[t+1]", next_1[0].round(3))
print("second  z[t]", z_2.round(2), " f[t]", f_2.round(3), " z[t+1]", next_2[0].round(3))

# %%
my_guess.compare("yes" if np.allclose(next_1, next_2) else "no")

# %% [markdown]
# An output RNN with n_z = 16 units and n_f = 1 output runs **freely** over a long sequence. After step t, what of
# the past can no later step know?
#
# - **A** Everything before step t. Such a network reads only x[t].
# - **B** Nothing is lost: the 16 numbers of z[t] hold the past, as in an RNN.
# - **C** Whatever the one number f[t] does not tell. Two pasts with the same f[t] have the same future.
# - **D** Only the words. The right answers are kept by the teacher.
#
# Return the letter as text, for example `"A"`.


# %%
def what_is_lost():
    ### BEGIN SOLUTION
    letter = "C"
    ### END SOLUTION
    return letter


# %%
check("E08.what_is_lost", what_is_lost)

# %% [markdown]
# ## What you can do now
#
# You can run a network with output recurrence in both ways, and you know at which step a teacher may speak. You can
# say why n_f numbers are all that such a network carries.
#
# **Next:** {{ next }}
