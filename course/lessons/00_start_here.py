# %% [markdown]
# # 00 · Start here
#
# A **recurrent neural network** (RNN) reads a sequence one element at a time and keeps a short
# memory of what it has read. This course builds one, opens it, and trains it.
#
# **After this lesson you can** run a cell, step through a network, read the notation of this course,
# and check that your computer is ready.
#
# **Time:** 10 minutes. **You need:** a little Python, vectors and matrices.

# %% [markdown]
# ## Two minutes: watch a network read
#
# Click into the cell below. Press **Shift + Enter** to run it.
# A slider appears, and a picture under it. Drag the slider, or click it and press the right arrow key.

# %%
from rnnlib import Vocabulary, lecture_example, record, step_through

model, words = lecture_example()
x = Vocabulary(words).one_hot(words)
step_through(record(model, x, read="last"), words)

# %% [markdown]
# You saw a complete RNN. It has three hidden units. It reads five *tokens*: four words, and `<eos>` for the
# end.
#
# - At each step it reads **one word** and its own **last state**.
# - The same weights are used at every step.
# - After the last token, `<eos>` (end of sequence), the state gives the prediction **f**.
#
# Every number in the picture was computed when you ran the cell. Lesson 03 computes each of them by
# hand.

# %% [markdown]
# ## How a lesson works
#
# 1. **Predict.** A question asks what the next cell will show. Write your answer down first. A wrong
#    guess is fine. A guess before you look helps you remember, also when it is wrong.
# 2. **Run.** Shift + Enter runs the cell.
# 3. **Compare.** The text after the cell says what happened and why.
#
# Try it once.
#
# > **Predict:** the network above has 5 inputs, 3 hidden units and 1 output. How many numbers does it
# > learn? Choose: 18, 31, or 155.

# %%
from rnnlib import count

count(model)

# %% [markdown]
# It learns 31 numbers: W has 5 · 3 = 15, V has 3 · 3 = 9, U has 3 · 1 = 3, and
# there are 3 + 1 *biases* (numbers that are added, b and c).
# If you chose 155, you counted a separate copy for each of the five words: 5 · 31. An RNN has no copies.
# It uses the same 31 numbers at every step. Lesson 02 shows why that works.

# %% [markdown]
# ## Notation
#
# The course keeps the letters of the lecture that it follows.
#
# | letter | what it is | shape in code |
# |---|---|---|
# | $\mathbf{x}^{[t]}$ | input at time step $t$ | `(n_x,)`, or `(B, n_x)` for a batch of B sequences |
# | $\mathbf{z}^{[t]}$ | state (hidden layer) at time step $t$ | `(n_z,)` or `(B, n_z)` |
# | $\mathbf{f}^{[t]}$ | prediction | `(n_f,)` or `(B, n_f)` |
# | $\mathbf{W}$ | weights input → hidden | `(n_x, n_z)` |
# | $\mathbf{V}$ | weights hidden → hidden, from step $t-1$ to step $t$ | `(n_z, n_z)` |
# | $\mathbf{U}$ | weights hidden → output | `(n_z, n_f)` |
# | $\mathbf{b}$, $\mathbf{c}$ | biases of the hidden layer and of the output | `(n_z,)`, `(n_f,)` |
# | $\sigma$, $\tau$ | activation of the hidden layer and of the output | here tanh and sigmoid |
#
# Three things to know:
#
# - **Time starts at 0.** The first word is $\mathbf{x}^{[0]}$. The state before the first word has a name
#   of its own, `z_init`.
# - **σ is not always the sigmoid.** In the lecture, σ stands for any activation. In this course σ = tanh
#   unless the text says otherwise.
# - **Other books permute the letters.** Many use U for input → hidden and W for hidden → hidden. The file
#   [NOTATION.md](../NOTATION.md) translates.
#
# The lecture writes columns, $\mathbf{W}^\top \mathbf{x}$. The code writes rows, `x @ W`. It is the same
# product, and W is the same matrix.

# %%
import numpy as np

column = model.W.T @ x[0]
row = x[0] @ model.W
print(column, row, np.array_equal(column, row))

# %% [markdown]
# ## The lessons
#
# | lesson | question | minutes |
# |---|---|---|
# | 00 start here | does everything run? | 10 |
# | [01 motivation](01_motivation.ipynb) | why is a dense net not enough for sentences? | 20 |
# | [02 recurrence](02_recurrence.ipynb) | what does the loop add? | 30 |
# | [03 sentiment walkthrough](03_sentiment_walkthrough.ipynb) | what happens at each word, and what can be learned? | 45 |
# | [04 parameter sharing](04_parameter_sharing.ipynb) | why is one set of weights enough for every step? | 25 |
# | [05a one answer or one input](05a_one_answer_or_one_input.ipynb) | one wiring for each task: which, and what can it do? | 35 |
# | [05b sequence to sequence](05b_sequence_to_sequence.ipynb) | forecasts, names, translation: who wins? | 45 |
# | [06 computational graphs](06_computational_graphs.ipynb) | what is computed from what, and how does a gradient find its way back? | 40 |
# | [07 output recurrence](07_output_recurrence.ipynb) | what if only the output is fed back? | 35 |
# | [08 sequence to one](08_sequence_to_one.ipynb) | what does the last state still know of the sequence? | 30 |
#
# Your copy of each lesson is yours. Change it and save it as you like. An update of the course never
# overwrites a lesson that you changed. To start a lesson afresh, delete your copy and start the course again.

# %% [markdown]
# ## Is this computer ready?
#
# `doctor()` looks at Python, the packages, the mathematics and the data. Each line begins with `ok`, or
# with `??` and a remedy. If you ask somebody for help, paste this report.

# %% tags=["nbval-ignore-output"]
from rnnlib import doctor

doctor()

# %% [markdown]
# ## If something goes wrong
#
# - **A cell does nothing:** an earlier cell may still run. Its number shows as `[*]`. Wait, or choose
#   *Kernel → Interrupt*.
# - **A name is not defined:** an earlier cell was not run. Choose *Run → Run All Above Selected Cell*.
# - **Everything is confused:** choose *Kernel → Restart Kernel and Run All Cells*. Every lesson takes
#   less than a minute.
# - **An error message of this course** says what came in, what was expected, and what to do. Here is one.

# %%
try:
    model.run(x[:3].T)  # three words, rows and columns swapped
except ValueError as error:
    print(error)

# %% [markdown]
# ## Key points
#
# - An RNN reads one element at a time. Its state carries what it has read.
# - W, V, U are the weights from input to hidden, hidden to hidden, hidden to output.
# - One-line rule for every lesson: predict, run, compare.
#
# **Next:** [01 · Why not just a dense net?](01_motivation.ipynb)
