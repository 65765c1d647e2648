# %% [markdown]
# # {{ title }}
#
# **You will** compute the prediction from the last state, and two losses from scores that may be very large.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [03a · Sentiment by hand](../notebooks/03a_sentiment_by_hand.ipynb)
# for the prediction, [03b · Sentiment, learned](../notebooks/03b_sentiment_learned.ipynb) for the loss,
# [05a · One answer, or one input](../notebooks/05a_one_answer_or_one_input.ipynb) for the cross-entropy
#
# Write each answer in place of the line `raise NotImplementedError()`, run the cell, then run the check below
# it. `hint("E04", 1)` helps a little, `hint("E04", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# The example network of lesson 03a has read "This is good news." A score s is computed from its last state, the
# prediction f from the score. The answer "positive" (y = 1) is right. The *loss* says how wrong f is.
#
# If the network says "positive" with a very large score, and the answer is "negative" (y = 0), the loss should be
# very large too. First a guess. Replace `None` by a number.

# %%
my_guess = guess("The score is 1000, the right answer is y = 0. How large is the loss?", None)
my_guess

# %% tags=["target"]
from rnnlib import Vocabulary, lecture_example
from rnnlib.functions import binary_cross_entropy as bce

model, words = lecture_example()
states, f = model.run(Vocabulary(words).one_hot(words), read="last")
s = model.score(states[4])
print("z[4]", states[4].round(2), "  s", s.round(2), "  f", f.round(2))
print("loss, y = 1:", bce.value(s, f, np.array([1.0])).round(3))
far = np.array([1000.0])
print("loss, y = 0, s = 1000:", bce.value(far, None, np.array([0.0])))

# %%
my_guess.compare(float(bce.value(far, None, 0 * far)))

# %% [markdown]
# ## Worked example: one output, without overflow
#
# $\tau(s) = 1 / (1 + e^{-s})$ needs $e^{1000}$ for $s = -1000$, and that is too large for the computer. With
# $e = e^{-|s|}$, which is never above 1, the sigmoid is $1 / (1 + e)$ for $s \ge 0$ and $e / (1 + e)$ for
# other $s$. For one state `z` of shape `(n_z,)`:


# %%
def output(z, U, c):
    s = c + z @ U
    e = np.exp(-np.abs(s))
    return np.where(s >= 0, 1, e) / (1 + e)


output(states[4], model.U, model.c).round(2)

# %% [markdown]
# ## Part 1: the prediction for a batch of sentences ({{ points of last_output }})
#
# Many sentences were read at once, and `states` holds all their states. The prediction is computed from the state
# after the last token, z[4] if there are five tokens:
#
# $$\mathbf{f} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[T-1]})$$
#
# | name | meaning | shape |
# |---|---|---|
# | `states` | z[0], z[1], …, z[T−1] | `(T, B, n_z)` |
# | `U`, `c` | hidden → output | `(n_z, n_f)`, `(n_f,)` |
# | result | f, one row for each sentence | `(B, n_f)` |
#
# Compute the score `s`. The other lines are there.


# %%
def last_output(states, U, c):
    ### BEGIN SOLUTION
    z = states[-1]
    s = c + z @ U
    ### END SOLUTION
    e = np.exp(-np.abs(s))
    return np.where(s >= 0, 1, e) / (1 + e)


# %%
check("E04.last_output", last_output)

# %% [markdown]
# ## Part 2: the loss of yes-or-no answers, from scores ({{ points of loss_from_scores }})
#
# The binary cross-entropy of one output is
#
# $$L = -y \log f - (1 - y) \log(1 - f), \qquad f = \tau(s).$$
#
# For s = 40 the computer rounds f to exactly 1. Then 1 − f = 0, and its logarithm is −∞. Put $f = \tau(s)$ into the
# formula, on paper, and you get the same loss without f:
#
# $$L = \log(1 + e^s) - s \, y$$
#
# One difficulty is left: $e^s$ overflows from s = 710 on. `np.logaddexp(a, b)` computes $\log(e^a + e^b)$ and never
# overflows. (Remember: $1 = e^0$.)
#
# `s` and `y` have the shape `(B, n_f)`, y is 0 or 1. Return **one number**: the mean over the B rows of the sum over
# the n_f outputs. It must be right for scores of ±1000 too.


# %%
def loss_from_scores(s, y):
    ### BEGIN SOLUTION
    losses = np.logaddexp(0, s) - s * y
    loss = losses.sum() / len(s)
    ### END SOLUTION
    return loss


# %%
check("E04.loss_from_scores", loss_from_scores)

# %% [markdown]
# ## Part 3: the loss of one class among many, from scores ({{ points of cross_entropy_from_scores }})
#
# With $\tau$ = softmax, the outputs of one row share the probability 1. The loss of one row is
#
# $$L = -\sum_i y_i \log f_i, \qquad \log f_i = s_i - \log \sum_k e^{s_k}.$$
#
# Again f itself is not needed, and again $e^{s_k}$ may overflow. The remedy: let m be the largest score of the
# **row**. Subtract it from every score of the row. Then no exponent is above 0, and $\log f_i$ is the same:
#
# $$\log f_i = (s_i - m) - \log \sum_k e^{s_k - m}$$
#
# `s` is `(B, n_f)`. `y` is `(B, n_f)` too, each row one-hot: a single 1 at the right class. Return one number,
# the mean over the B rows.


# %%
def cross_entropy_from_scores(s, y):
    ### BEGIN SOLUTION
    shifted = s - s.max(axis=-1, keepdims=True)
    log_f = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    loss = -(y * log_f).sum() / len(s)
    ### END SOLUTION
    return loss


# %%
check("E04.cross_entropy_from_scores", cross_entropy_from_scores)

# %% [markdown]
# ## What you can do now
#
# You can go from the last state to the prediction and to the loss, and you know why the loss is computed from the
# score, not from f.
#
# **Next:** {{ next }}
