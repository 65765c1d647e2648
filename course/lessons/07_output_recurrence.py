# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 07 · Output recurrence
#
# **After this lesson you can**
#
# - write down the network whose way back in time starts at the output, and give the shape of its V,
# - explain teacher forcing and free running, and say what can go wrong between the two,
# - decide for a task whether the output can carry the memory that it needs.
#
# **Time:** 35 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Do you remember?
#
# 1. V is used at every step. How do the steps share in its gradient?
#    <details><summary>Answer</summary>Each step gives one term, and the terms add up.</details>
# 2. Which two nodes read z[t] in the unfolded graph of an RNN?
#    <details><summary>Answer</summary>The output f[t] and the next state z[t+1]. So two gradients meet in
#    z[t].</details>
# 3. A character model is trained on names. What does it read at step t, and what is its target?
#    <details><summary>Answer</summary>It reads letter t of the name. Its target is letter t + 1.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Another way back
#
# In an RNN the state goes back to the state. But a loop can also start somewhere else: at the **output**.
# The hidden layer then reads what the network *said* last, and not what it *thought* last. This is *output
# recurrence*.
#
# | | hidden layer | shape of V |
# |---|---|---|
# | RNN | $\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$ | (n_z, n_z) |
# | output RNN | $\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{f}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$ | (n_f, n_z) |
#
# The output is the same in both: $\mathbf{f}^{[t]} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[t]})$.
# Networks of the first kind are often named after Elman (1990), those of the second kind after Jordan (1986).
#
# We record a run of one and draw its graph, unfolded over three of six steps.
#
# > **Predict:** which arrows of the RNN's graph are missing? Which are new?

# %% slideshow={"slide_type": "subslide"} minutes=1
import numpy as np

from rnnlib import OutputRNN, output_recurrence, record, squared_error

model = OutputRNN.initialise(2, 3, 1, rng=np.random.default_rng(0))
x = np.random.default_rng(1).normal(size=(6, 2))  # T = 6 steps
y = np.zeros((6, 1))
output_recurrence(record(model, x[:3], y[:3], squared_error))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# There is no arrow from state to state. A way from z[0] to z[1] exists, but it leads through f[0].
#
# > **Predict:** this network has n_x = 2 inputs, n_z = 3 units and n_f = 1 output. What is the shape of V?
# > And what takes the place of `z_init`?

# %% slideshow={"slide_type": "fragment"}
states, outputs = model.run(x)
f = np.zeros(1)  # f_init, the output before the first step
for t in range(6):
    z = model.step(x[t], f)
    f = model.output(z)
    assert np.array_equal(z, states[t])
model.V.shape, states.shape, outputs.shape

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# V has one row: the one output speaks to three units. Before the first step there is an output `f_init`.
#
# ## The output is all it remembers
#
# We throw the first three steps away. All we keep of them is the number f[2].
#
# > **Predict:** can the network go on from there? Will the states z[3], z[4], z[5] be the same, or only
# > similar?

# %% slideshow={"slide_type": "fragment"}
rest, _ = model.run(x[3:], f_init=outputs[2])
np.allclose(rest, states[3:], rtol=1e-12, atol=0)

# %% [markdown] slideshow={"slide_type": "notes"}
# The same. Its whole past fits into n_f numbers, here into one. An RNN carries n_z numbers, and nobody tells
# it which. This difference decides everything that follows.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## A task for it: the lamp
#
# A lamp has one button. x[t] = 1 means: the button is pressed, and the lamp changes. x[t] = 0 means: nothing
# happens. The output says whether the lamp is on. Whether it is on *now* depends on all earlier presses.


# %% slideshow={"slide_type": "fragment"}
def lamp(n, T, rng):
    x = (rng.random((n, T, 1)) < 0.3).astype(float)
    return x, np.cumsum(x, axis=1) % 2  # on after an odd number of presses


x_train, y_train = lamp(300, 20, np.random.default_rng(0))
x_test, y_test = lamp(200, 200, np.random.default_rng(1))
print("button", x_train[0, :12, 0].astype(int))
print("lamp  ", y_train[0, :12, 0].astype(int))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# Here the output is a good memory: whoever knows the lamp of step t − 1 and the button of step t knows the
# lamp of step t.
#
# ## Teacher forcing
#
# At the start of training f[t − 1] is mostly wrong. The next step then reads nonsense. But while we train, we
# *know* the right answer y[t − 1]. So we let the network read that:
#
# | | step t reads | possible |
# |---|---|---|
# | free running | f[t − 1], its own last output | always |
# | teacher forcing | y[t − 1], the right answer | only where the answers are known |
#
# In the picture above, each arrow V would then start at y[t − 1]. Nothing would read f any more, except the loss.
#
# > **Predict:** we change x[0]. Which outputs change in free running? Which with teacher forcing?

# %% slideshow={"slide_type": "fragment"}
model = OutputRNN.initialise(1, 8, 1, rng=np.random.default_rng(0))
x, y = x_train[0, :8], y_train[0, :8]
other = x.copy()
other[0] = 1 - other[0]
for name, teacher in {"free running": None, "teacher forcing": y}.items():
    change = model.run(other, teacher=teacher)[1] - model.run(x, teacher=teacher)[1]
    print(f"{name:16}", np.abs(change[:, 0]).round(4))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# In free running the change lives on, weaker and weaker. With a teacher only f[0] changes. The later steps
# read y[0], and y[0] stayed as it was. **With a teacher no step depends on another one.**
#
# Then the loop over time is not needed at all. Each step is a dense net that reads x[t] and y[t − 1].
#
# > **Predict:** a `DenseNet` with the weights W and V on top of each other reads all 8 steps as 8 rows of one
# > batch. Does it give the same outputs?

# %% slideshow={"slide_type": "fragment"}
from rnnlib import DenseNet

net = DenseNet(np.concatenate([model.W, model.V]), model.b, model.U, model.c)
before = np.concatenate([np.zeros((1, 1)), y[:-1]])  # f_init, y[0], y[1], …
rows = np.concatenate([x, before], axis=1)  # (8, 2): x[t] beside y[t−1]
np.allclose(net.run(rows)[1], model.run(x, teacher=y)[1], rtol=1e-12, atol=0)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# The same numbers, without a loop. On a large machine all steps of a long sequence can be computed at once.
#
# The gradient becomes simpler too. In free running f[t] is read by the loss **and** by step t + 1, so two
# gradients add there. With a teacher, step t + 1 reads y[t], which no weight can change. The second term is
# gone, and *no gradient crosses from one step to another*. `bptt` computes both.
#
# > **Predict:** we cut step 3 out of the sequence and compute dL/dx[3] from this one step. Is it the gradient
# > that the whole sequence gives? With a teacher? In free running?

# %% slideshow={"slide_type": "fragment"}
from rnnlib import binary_cross_entropy, bptt

_, f = model.run(x)
for name, forced, last in (("free running", False, f[2]), ("teacher forcing", True, y[2])):
    options = {"teacher": forced, "with_inputs": True}
    whole = bptt(model, x, y, binary_cross_entropy, **options)[2]
    alone = bptt(model, x[3:4], y[3:4], binary_cross_entropy, f_init=last, **options)[2]
    print(f"{name:16} whole sequence {whole[3, 0]:.6f}, step 3 alone {alone[0, 0]:.6f}")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# With a teacher: the same number. The steps after 3 have nothing to say to x[3]. In free running they have.
#
# ## Training in both ways
#
# > **Predict:** three networks learn the lamp in 30 epochs, on sequences of 20 steps: an output RNN with a
# > teacher, an output RNN in free running, and an RNN. Then all three run **freely** over 200 new steps.
# > Who is best?

# %%
from rnnlib import RNN, accuracy, fit


def learn(start, epochs, seed, **how):
    return fit(
        start,
        list(x_train),
        list(y_train),
        binary_cross_entropy,
        epochs=epochs,
        rng=np.random.default_rng(seed),
        read="every",
        **how,
    )


# %% tags=["nbval-ignore-output"]
ways = {
    "output RNN, teacher": (OutputRNN, {"teacher": True}),
    "output RNN, free": (OutputRNN, {}),
    "RNN": (RNN, {}),
}
result, losses = {name: [] for name in ways}, {}
for name, (cls, how) in ways.items():
    for seed in range(4):
        start = cls.initialise(1, 8, 1, rng=np.random.default_rng(seed))
        trained, history = learn(start, 30, seed, **how)
        result[name].append(accuracy(trained, list(x_test), list(y_test), read="every"))
        losses[name] = np.array(history.losses) / 20  # of the last beginning

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
print("right answers in 200 free steps, four random beginnings")
for name, shares in result.items():
    print(f"{name:20}", "  ".join(f"{share:.2f}" for share in shares))
assert min(result["output RNN, teacher"]) > 0.99
assert np.mean(result["RNN"]) < 0.95

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import line_plot

line_plot(np.arange(1, 31), losses, x_label="epoch", y_label="training loss in one step")

# %% [markdown] slideshow={"slide_type": "notes"}
# The curves show the last of the four beginnings. With a teacher the loss falls first, and all four end at
# 1.00, on sequences ten times as long as those of the training. The free output RNN gets there too, with 60
# epochs. The RNN is not there from every beginning even then (not shown: 1.00, 0.68, 1.00 and 0.59). It has to *invent* a memory for the lamp. The
# output RNN was given one: the target itself.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The gap between training and use
#
# In use there is no teacher. We stop a training early, after 10 epochs, and look at one and the same network
# in both ways.
#
# > **Predict:** with the right answers before its eyes it makes no mistake. And alone?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
start = OutputRNN.initialise(1, 8, 1, rng=np.random.default_rng(2))
young, _ = learn(start, 10, 2, teacher=True)
grown, _ = learn(start, 30, 2, teacher=True)


def share_right(model, teacher):
    """The share of right answers at each step, with time first."""
    x, y = np.moveaxis(x_test, 1, 0), np.moveaxis(y_test, 1, 0)
    _, f = model.run(x, teacher=y if teacher else None)
    return ((f > 0.5) == (y > 0.5)).mean(axis=(1, 2))


curves = {
    "10 epochs, forced": share_right(young, True)[:30],
    "10 epochs, free": share_right(young, False)[:30],
    "30 epochs, free": share_right(grown, False)[:30],
}
assert curves["10 epochs, forced"].min() > 0.97 and curves["30 epochs, free"].min() > 0.97
assert curves["10 epochs, free"][-5:].mean() < 0.7
line_plot(np.arange(30), curves, x_label="step t", y_label="share of right answers")

# %% [markdown] slideshow={"slide_type": "notes"}
# (Two curves lie on each other at 1: the forced one and that of 30 epochs.)
#
# With the teacher the young network is right at every step. Alone it is lost after a few steps. The numbers
# say why:

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
x, y = x_test[8, :10], y_test[8, :10]
print("lamp  ", y[:, 0])
print("forced", young.run(x, teacher=y)[1][:, 0].round(2))
print("free  ", young.run(x)[1][:, 0].round(2))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# Right after a press its output is on the right side of 0.5, but only just. The teacher then gives it a clean
# zero or one to go on from. In free running it goes on from its own 0.48, a number that it never met in
# training. The next outputs creep over 0.5, and the lamp is lost. This gap between what a network reads in
# training and in use is called **exposure bias**.
#
# More training closed it here: the outputs came near to 0 and 1. Where outputs cannot become so clear, as in a
# forecast of real numbers, the gap stays. A known remedy mixes both ways: a teacher at first, then more and
# more of the network's own outputs (scheduled sampling, Bengio et al., 2015).
#
# ## One wrong word
#
# Now the grown network, in both ways. At step 10 somebody shouts the opposite of its output, and step 11 reads
# that.
#
# > **Predict:** how many of the answers from step 11 on are wrong? In free running? With a teacher who shouts
# > the wrong answer once and then goes on as before?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
x, y = x_test[1, :60], y_test[1, :60]
_, free = grown.run(x)
_, after = grown.run(x[11:], f_init=1 - free[10].round())
shout = y.copy()
shout[10] = 1 - shout[10]
_, forced = grown.run(x, teacher=shout)
wrong_free = ((after > 0.5) != (y[11:] > 0.5)).sum()
wrong_forced = ((forced[11:] > 0.5) != (y[11:] > 0.5)).sum()
print(
    f"of 49 answers after the shout: {wrong_free} wrong running free, {wrong_forced} with a teacher"
)
assert wrong_free == 49 and wrong_forced == 1

# %% [markdown] slideshow={"slide_type": "notes"}
# With a teacher one answer is wrong, then all is well again. In free running **all** are wrong, for ever. The
# output is the memory, and the memory was overwritten. A loss that was measured with a teacher does not show
# this.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## What the output cannot carry
#
# Now a task with a secret. The network reads A or B, then three times a dot, then a question mark. While it
# waits it has to answer "–". At the question mark it has to say which letter it was.

# %% slideshow={"slide_type": "fragment"}
reads, says = ["A", "B", ".", "?"], ["–", "A", "B"]


def secret(n, rng):
    letter = rng.permutation(n) % 2  # as many A as B
    waiting = np.zeros((n, 4), int)
    x = np.column_stack([letter, waiting[:, 1:] + 2, waiting[:, 0] + 3])
    y = np.column_stack([waiting, letter + 1])
    return np.eye(4)[x], np.eye(3)[y]


x, y = secret(200, np.random.default_rng(0))
for k in (0, 1):
    i = x[:, 0].argmax(-1).tolist().index(k)  # the first sequence with this letter
    print("reads     ", *(reads[m] for m in x[i].argmax(-1)))
    print("should say", *(says[m] for m in y[i].argmax(-1)))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# > **Predict:** again three networks. How often does each one give the right letter at the question mark?
# > Which of them can do no better than guess?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import cross_entropy, softmax


def last_answer_right(cls, seed, **how):
    rng = np.random.default_rng(seed)
    start = cls.initialise(4, 16, 3, rng=rng, tau=softmax)
    how = {"read": "every", **how}
    targets = list(y) if how["read"] == "every" else y[:, -1]
    model, history = fit(start, list(x), targets, cross_entropy, epochs=60, rng=rng, **how)
    _, f = model.run(np.moveaxis(x, 1, 0), read="last")
    return model, (f.argmax(-1) == y[:, -1].argmax(-1)).mean(), history.losses[-1]


secret_result = {}
for name, (cls, how) in ways.items():
    runs = [last_answer_right(cls, seed, **how) for seed in range(4)]
    secret_result[name] = [right for _, right, _ in runs]
    print(f"{name:20}", "  ".join(f"{right:.2f}" for _, right, _ in runs), end="")
    print(f"   loss {np.mean([loss for *_, loss in runs]):.3f}")
assert min(secret_result["RNN"]) == 1.0
assert max(secret_result["output RNN, teacher"] + secret_result["output RNN, free"]) < 0.65

# %% [markdown] slideshow={"slide_type": "notes"}
# The RNN solves it, from every beginning. The output RNN guesses, however it is trained. Its loss is that of a
# coin, log 2 = 0.693.
#
# For teacher forcing this is not bad luck. It can be proved. At the question mark the network reads "?" and the
# last answer "–". Both are the same after A and after B. So the output is the same, and no weights can change
# that:

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
forced, _, _ = last_answer_right(OutputRNN, 0, teacher=True)
_, f = forced.run(np.moveaxis(x, 1, 0), teacher=np.moveaxis(y, 1, 0))
different = np.unique(f[-1].round(9), axis=0)
print("outputs at the question mark:", different.round(3))
assert len(different) == 1

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# 200 sequences, one single output.
#
# In free running the case is weaker. There f is not exactly "–". It could be 0.9990 after A and 0.9991 after
# B, and so whisper the secret in its last digits. Nothing forbids that. In our runs training did not find such a
# whisper, from none of four beginnings, not even in 1,000 epochs. This is a measurement and not a proof.
#
# ## Is it the wiring, or is it the task?
#
# We drop one demand: while it waits, the network may say **whatever it likes**. Only the last answer counts
# (`read="last"`).
#
# > **Predict:** does the output RNN solve it now?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
runs = [last_answer_right(OutputRNN, seed, read="last") for seed in range(4)]
print("right at the question mark:", "  ".join(f"{right:.2f}" for _, right, _ in runs))
model = runs[0][0]
for k in (0, 1):
    _, f = model.run(np.eye(4)[[k, 2, 2, 2, 3]])
    print(
        f"after {reads[k]} it says",
        *(says[i] for i in f.argmax(-1)),
        "  with f[1] =",
        f[1].round(2),
    )
assert np.mean([right for _, right, _ in runs]) > 0.9

# %% [markdown] slideshow={"slide_type": "notes"}
# Solved. The outputs of the waiting steps were free, and the network made them into a memory: what it says
# after A differs from what it says after B. So the wiring *can* remember. It cannot remember what its targets
# forbid it to say.
#
# **An output RNN remembers what the target holds. An RNN has, besides, a place that no target looks at.**

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Which one, when?
#
# | | RNN | output RNN |
# |---|---|---|
# | carries | n_z numbers, chosen by training | n_f numbers, pinned to the targets |
# | training | step after step, through time | with a teacher: all steps at once |
# | risk | gradients fade over many steps | reads in use what it never read in training |
# | good for | tasks with hidden facts | tasks whose last answer says all that matters |
#
# Both ways can be combined. The letter model of lesson 05b has a V between states **and** reads its last letter: as
# the input x[t]. In training that letter comes from the name, and this is teacher forcing too. Its state is free, so it loses no memory by that. (The gap
# between training and use remains.) Goodfellow et al. (2016, section 10.2) discuss all these wirings.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4.5
# ## Key points
#
# - Output recurrence: z[t] = σ(Vᵀf[t−1] + Wᵀx[t] + b), with V of shape (n_f, n_z). The past is n_f numbers.
# - Teacher forcing reads y[t−1] in place of f[t−1]. No step depends on another, and no gradient crosses.
# - In use the network runs freely. It then meets its own errors, which training with a teacher never shows.
# - What the targets forbid the output to say, an output RNN cannot remember. An RNN can.
#
# ## Common mistakes
#
# - *"Teacher forcing takes memory away."* The wiring does. An RNN trained with a teacher keeps its state.
# - *"The loss with a teacher is the quality in use."* Measure in free running, as the network will be used.
# - *"V is always square."* It is (n_f, n_z) here.
# - *"A network without V between states has no memory."* It has what it says. For the lamp that was enough.
#
# ## Your turn
#
# 1. Give `secret` eight dots, then twenty. Does the RNN still solve it from every beginning?
#    <details><summary>Solution</summary>In `secret` write `np.zeros((n, 9), int)`, then `(n, 21)`, make x and y
#    again, and run `[last_answer_right(RNN, seed)[1] for seed in range(4)]`. Eight dots: 1.00 four times. Twenty:
#    0.50 four times, with 120 epochs too.</details>
# 2. Let the button fail: each x[t] of the test is turned round with probability 0.01. How do free running
#    and teacher forcing differ after 200 steps?
#    <details><summary>Solution</summary>
#    `x_test = np.abs(x_test - (np.random.default_rng(2).random(x_test.shape) < 0.01))`, then
#    `share_right(grown, False)[-1]` and `share_right(grown, True)[-1]`. Free: 0.52, a coin, because each wrong
#    press turns round all that follows. With a teacher: 0.985, only the failed step is wrong.</details>
# 3. Give the output RNN a fourth word "secretly A" to say while it waits, and put it into the targets of the
#    sequences with A. Who solves the task now?
#    <details><summary>Solution</summary>`y = np.concatenate([y, np.zeros((200, 5, 1))], axis=2)`,
#    `y[x[:, 0, 0] == 1, :4] = [0, 0, 0, 1]`, and 4 outputs in place of 3 in `last_answer_right`. All three: 1.00
#    from every beginning. Now the target holds the secret.</details>
#
# **Sources.** M. Jordan, *Serial order: a parallel distributed processing approach*, report 8604, UC San Diego,
# 1986. J. Elman, *Finding Structure in Time*, Cognitive Science 14, 1990. R. Williams, D. Zipser, *A Learning
# Algorithm for Continually Running Fully Recurrent Neural Networks*, Neural Computation 1, 1989. S. Bengio,
# O. Vinyals, N. Jaitly, N. Shazeer, *Scheduled Sampling for Sequence Prediction with Recurrent Neural Networks*,
# NIPS 2015. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016, section 10.2.
#
# **Exercise:** [E08 · Output recurrence and teacher forcing](../exercises/E08_output_recurrence.ipynb).
#
# **Words:** [exposure bias](14_glossary.ipynb#exposure-bias), [free running](14_glossary.ipynb#free-running), [output recurrence](14_glossary.ipynb#output-recurrence)
#
# **Next:** [08 · Sequence to one](08_sequence_to_one.ipynb)
