# %% [markdown]
# # {{ title }}
#
# **You will** find four planted bugs that a toy example cannot see, and choose one input that exposes them all.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [09 · Learning through time](../notebooks/09_learning_through_time.ipynb)
#
# All four pass the same test. The test is too small. Each answer is a function without arguments; it returns a letter
# and a reason, or an input. `hint("E11.bug_1", 1)` helps a little, `hint("E11.bug_1", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## A right run, and a toy
#
# To keep it short there is no output layer here: the prediction is the state itself, and every target is zero. The
# loss is the mean over the batch of the sum over the steps:
#
# $$L = \frac{1}{B} \sum_{\text{rows}} \sum_t \frac{1}{2} |\mathbf{z}^{[t]}|^2$$
#
# An **input** means all five arrays: x `(T, B, n_x)`, z_init `(B, n_z)`, W `(n_x, n_z)`, V `(n_z, n_z)`, b `(n_z,)`.
# `toy` is one. rnnlib computes the right numbers to compare with.


# %%
from rnnlib import RNN, bptt, identity, squared_error

x_toy = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])  # T = 2, B = 1, n_x = 2
V_toy = np.array([[0.5, 0.2], [0.2, 0.5]])
toy = x_toy, np.zeros((1, 2)), np.eye(2), V_toy, np.zeros(2)


def run(x, z_init, W, V, b):
    states, z = [], z_init
    for x_t in x:
        z = np.tanh(z @ V + x_t @ W + b)
        states.append(z)
    return np.array(states)


def right_gradient(x, z_init, W, V, b):
    model = RNN(W, V, b, np.eye(len(b)), np.zeros(len(b)), tau=identity)
    y = np.zeros((*x.shape[:2], len(b)))
    return bptt(model, x, y, squared_error, z_init=z_init)[1]


def compare(given, right):
    far = np.abs(given - right).max()
    print(f"largest difference {far:.6f}: {'passed' if far < 1e-6 else 'WRONG'}")


# %% [markdown]
# ## Worked example: a bug, the toy, and an input that exposes it
#
# Line C is wrong: b is missing.


# %%
def run_0(x, z_init, W, V, b):
    states, z = [], z_init  # A
    for x_t in x:  # B
        z = np.tanh(z @ V + x_t @ W)  # C
        states.append(z)  # D
    return np.array(states)


# %%
my_guess = guess("Will the toy find the bug?", None, choices=("yes", "no"))
my_guess

# %% [markdown]
# Now the target: the same comparison on two inputs. Your input, at the end, has to do this to four bugs at once.

# %% tags=["target"]
compare(run_0(*toy), run(*toy))

with_b = (*toy[:4], np.array([0.3, -0.5]))
compare(run_0(*with_b), run(*with_b))

# %%
my_guess.compare("no" if np.allclose(run_0(*toy), run(*toy)) else "yes")

# %% [markdown]
# In the toy b is zero, so adding it or not is the same. **A bug hides where something is zero, equal, or too short.**
#
# ## Part 1: a run ({{ points of bug_1 }})
#
# One line is wrong, and the toy does not see it. Read first, then compute. Which line is it, and **why does the toy not
# see it**? Give the line as a letter, such as `"A"`, and the reason as a number:
#
# | reason | what the toy is like |
# |---|---|
# | 1 | b is zero |
# | 2 | z_init is zero |
# | 3 | V is symmetric |
# | 4 | W is the unit matrix |
# | 5 | there are only two steps |
# | 6 | there is only one sentence |
#
# You may change the toy, or call the function with arrays of your own. The four bugs have four different reasons.


# %%
def run_1(x, z_init, W, V, b):
    states, z = [], z_init  # A
    for x_t in x:  # B
        from_the_word = x_t @ W  # C
        from_the_past = z @ V.T  # D
        z = np.tanh(from_the_past + from_the_word + b)  # E
        states.append(z)  # F
    return np.array(states)


compare(run_1(*toy), run(*toy))


# %%
def bug_1():
    ### BEGIN SOLUTION
    line, reason = "D", 3
    ### END SOLUTION
    return line, reason


# %%
check("E11.bug_1", bug_1)

# %% [markdown]
# ## Part 2: the gradient of V ({{ points of bug_2 }})
#
# `before[t]` is the state before step t, so `before[0]` is `z_init`.


# %%
def dV_2(x, z_init, W, V, b):
    T, B, _ = x.shape
    states = run(x, z_init, W, V, b)  # A
    before = [z_init, *states]  # B
    dV = np.zeros(V.shape)  # C
    from_right = np.zeros(z_init.shape)  # D
    for t in range(T - 1, 0, -1):  # E
        dz = states[t] / B + from_right  # F
        da = (1 - states[t] ** 2) * dz  # G
        dV += before[t].T @ da  # H
        from_right = da @ V.T  # I
    return dV


compare(dV_2(*toy), right_gradient(*toy).V)


# %%
def bug_2():
    ### BEGIN SOLUTION
    line, reason = "E", 2
    ### END SOLUTION
    return line, reason


# %%
check("E11.bug_2", bug_2)

# %% [markdown]
# ## Part 3: the gradient of b ({{ points of bug_3 }})


# %%
def db_3(x, z_init, W, V, b):
    T, B, _ = x.shape
    states = run(x, z_init, W, V, b)  # A
    db, from_right = np.zeros(b.shape), np.zeros(z_init.shape)  # B
    for t in reversed(range(T)):  # C
        from_loss = states[t] / B  # D
        slope = 1 - states[t] ** 2  # E
        db += (slope * (from_loss + from_right)).sum(axis=0)  # F
        from_right = (slope * from_loss) @ V.T  # G
    return db


compare(db_3(*toy), right_gradient(*toy).b)


# %%
def bug_3():
    ### BEGIN SOLUTION
    line, reason = "G", 5
    ### END SOLUTION
    return line, reason


# %%
check("E11.bug_3", bug_3)

# %% [markdown]
# ## Part 4: the gradient of b again ({{ points of bug_4 }})


# %%
def db_4(x, z_init, W, V, b):
    T, B, _ = x.shape
    states = run(x, z_init, W, V, b)  # A
    db, from_right = np.zeros(b.shape), np.zeros(z_init.shape)  # B
    for t in reversed(range(T)):  # C
        dz = states[t] / B + from_right  # D
        da = (1 - states[t] ** 2) * dz  # E
        share = da.sum(axis=0)  # F
        db += share  # G
        from_right = share @ V.T  # H
    return db


compare(db_4(*toy), right_gradient(*toy).b)


# %%
def bug_4():
    ### BEGIN SOLUTION
    line, reason = "H", 6
    ### END SOLUTION
    return line, reason


# %%
check("E11.bug_4", bug_4)

# %% [markdown]
# ## Part 5: expose them all ({{ points of exposing_case }})
#
# The toy has passed all four. You know what in it hides each bug.
#
# Return **one input** on which each of the four functions is wrong by more than 0.001. You choose T, B, n_x and n_z.
# Write the numbers by hand or draw them, but keep the input small: at most 100 numbers in all five arrays together.
# The check names what still hides a bug.
#
# | result | shape |
# |---|---|
# | x | `(T, B, n_x)` |
# | z_init | `(B, n_z)` |
# | W | `(n_x, n_z)` |
# | V | `(n_z, n_z)` |
# | b | `(n_z,)` |


# %%
def exposing_case():
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    T, B, n_x, n_z = 4, 3, 2, 3
    x = rng.normal(size=(T, B, n_x))
    z_init = rng.normal(size=(B, n_z))
    W = rng.normal(size=(n_x, n_z))
    V = rng.normal(size=(n_z, n_z))
    b = rng.normal(size=n_z)
    ### END SOLUTION
    return x, z_init, W, V, b


# %%
check("E11.exposing_case", exposing_case)

# %% [markdown]
# The checks of this course use such inputs: sizes that all differ, T of at least 5, no zeros, a V that is not symmetric.
# Test your own code the same way. The toy is for reading.

# %% [markdown]
# ## What you can do now
#
# You can read code for a run and for its gradients line by line against the formulas, and choose an input on which a
# wrong line has nowhere to hide.
#
# **Next:** {{ next }}
