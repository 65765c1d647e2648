# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.25
# # 07 · Output recurrence
#
# **After this lesson you can**
#
# - write down the network whose way back in time starts at the output, and give the shape of its V,
# - explain teacher forcing and free running, and say what can go wrong between the two,
# - decide for a task whether the output can carry the memory that it needs.
#
# **Time:** 60 minutes. Take a break before *One wrong word*.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.75
# ## Do you remember?
#
# 1. V is used at every step. How do the steps share in its gradient?
#    <details><summary>Answer</summary>Each step gives one term, and the terms add up.</details>
# 2. Which two nodes read z[t] in the unfolded graph of an RNN?
#    <details><summary>Answer</summary>The output f[t] and the next state z[t+1]. So two gradients meet in
#    z[t].</details>
# 3. A character model is trained on names. What does it read at step t, and what is its target?
#    <details><summary>Answer</summary>It reads letter t of the name. Its target is letter t + 1.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.25
# ## Another way back
#
# In an RNN the state goes back to the state. But a loop can also start somewhere else: at the **output**.
# The hidden layer then reads what the network *said* last, and not its last hidden state. This is *output
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
# We record a run of one, and then draw its graph, unfolded over three steps.
#
# > **Predict:** compare it with the graph of an RNN. Which arrows are missing? Which are new?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import ask

arrows = ask(
    "07 arrows",
    "none is missing, f → z is new",
    "z → z is missing, f → z is new",
    "z → z is missing, f → x is new",
    "x → z is missing, f → z is new",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.75
import numpy as np

from rnnlib import OutputRNN, output_recurrence, record, squared_error, unfolded

model = OutputRNN.initialise(2, 3, 1, rng=np.random.default_rng(0))
x = np.random.default_rng(1).normal(size=(6, 2))  # T = 6 steps
y = np.zeros((6, 1))
run = record(model, x[:3], y[:3], squared_error)
found = {f"{arrow.tail.letter} → {arrow.head.letter}" for arrow in unfolded(run).arrows}
state_to_state, word_to_state = "z → z" in found, "x → z" in found
arrows.reveal(
    state_to_state and "f → z" in found,
    not state_to_state and word_to_state and "f → z" in found,
    not state_to_state and "f → x" in found,
    not word_to_state,
)

# %% slideshow={"slide_type": "subslide"} minutes=1
output_recurrence(run)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# There is no arrow from state to state. A way from z[0] to z[1] exists, but it leads through f[0].

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### The shape of V
#
# > **Predict:** this network has n_x = 2 inputs, n_z = 3 units and n_f = 1 output. What is the shape of V?
# > The RNN begins with a state `z_init`. Here `f_init` takes its place. What is its shape?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
sizes = ask("07 shape of V", shapes=["V", "f_init"])

# %% slideshow={"slide_type": "fragment"} minutes=0.5
states, outputs = model.run(x)
sizes.reveal(model.V, outputs[0])

# %% tags=["holds"]
f = np.zeros(1)  # f_init, the output before the first step
for t in range(6):
    z = model.step(x[t], f)
    f = model.output(z)
    assert np.array_equal(z, states[t])

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# V leads from the outputs to the units, so it has a row for each output and a column for each unit: the one output
# speaks to three units. What stands before the first step is an output too, and there is one.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The output is all it remembers
#
# We throw the first three steps away. All we keep of them is the number f[2].
#
# > **Predict:** can the network go on from there? What will the states z[3], z[4], z[5] be?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
go_on = ask(
    "07 go on from one output",
    "exactly the same as in the whole run",
    "similar, because f[2] tells a part of the past",
    "quite different, because the states were thrown away",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
rest, _ = model.run(x[3:], f_init=outputs[2])
apart = np.abs(rest - states[3:]).max()
print(f"largest difference: {apart:.1e}")
go_on.reveal(apart < 1e-12, 1e-12 <= apart < 0.3, apart >= 0.3)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# The next step reads nothing of the past but the last output. So the whole past fits into n_f numbers, here into one.
# An RNN carries n_z numbers, and no target says what they should be. Everything that follows comes from this
# difference.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## A task for it: the lamp
#
# A lamp has one button. x[t] = 1 means: the button is pressed, and the lamp changes. x[t] = 0 means: nothing
# happens. The output says whether the lamp is on. Whether it is on *now* depends on all earlier presses.

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib.data.memory_tasks import lamp

x_train, y_train = lamp(300, 20, np.random.default_rng(0))  # 300 sequences of 20 steps
x_test, y_test = lamp(200, 200, np.random.default_rng(1))  # the test set: new and longer ones
print("button", x_train[0, :12, 0].astype(int))
print("lamp  ", y_train[0, :12, 0].astype(int))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Teacher forcing
#
# Here the output is a good memory, because the lamp of step t − 1 and the button of step t determine the lamp of
# step t.
#
# At the start of training, however, f[t − 1] is mostly wrong, so the next step reads nonsense. But while we train,
# we *know* the right answer y[t − 1]. Therefore we let the network read that:
#
# | | step t reads | possible |
# |---|---|---|
# | free running | f[t − 1], its own last output | always |
# | teacher forcing | y[t − 1], the right answer | only where the answers are known |
#
# In the picture above, each arrow V would then start at y[t − 1]. Nothing would read f any more, except the loss.
#
# > **Predict:** we change x[0] and nothing else. Which outputs change?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
changed = ask(
    "07 which outputs change",
    "free running: only f[0]; with a teacher: all",
    "free running: all; with a teacher: only f[0]",
    "only f[0] in both",
    "all in both",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
model = OutputRNN.initialise(1, 8, 1, rng=np.random.default_rng(0))
x, y = x_train[0, :8], y_train[0, :8]
other = x.copy()
other[0] = 1 - other[0]
later = []  # whether an output after f[0] changes
for name, teacher in {"free running": None, "teacher forcing": y}.items():
    change = model.run(other, teacher=teacher)[1] - model.run(x, teacher=teacher)[1]
    print(f"{name:16}", np.abs(change[:, 0]).round(4))
    later.append(bool(change[1:].any()))
changed.reveal(
    later == [False, True], later == [True, False], later == [False] * 2, later == [True] * 2
)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# In free running the change lives on, weaker and weaker. With a teacher the later steps read y[0], and y[0] stayed as
# it was. **With a teacher no step depends on another one.**
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Is a loop over time still needed?
#
# With a teacher each step reads two things: x[t] and y[t − 1]. Both are known before the run begins.
#
# > **Predict:** a `DenseNet` with the weights W and V on top of each other reads all 8 steps as 8 rows of one
# > batch. What does it give?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
rows_of_one_batch = ask(
    "07 a dense net instead",
    "the same outputs",
    "other outputs, because the rows of a batch do not see each other",
    "an error, because a dense net has no V",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import DenseNet, attempt

net = DenseNet(np.concatenate([model.W, model.V]), model.b, model.U, model.c)
before = np.concatenate([np.zeros((1, 1)), y[:-1]])  # f_init, y[0], y[1], …
rows = np.concatenate([x, before], axis=1)  # (8, 2): x[t] beside y[t−1]
result, message = attempt(net.run, rows)
ran = message is None
same = ran and np.allclose(result[1], model.run(x, teacher=y)[1], rtol=1e-12, atol=0)
rows_of_one_batch.reveal(same, ran and not same, not ran)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# x[t] @ W + y[t−1] @ V is one product of the row (x[t], y[t−1]) with W and V on top of each other. No row needs the
# result of another one, so no loop is needed. On a large machine all steps of a long sequence can be computed at once.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### The gradient with a teacher
#
# In free running f[t] is read by the loss **and** by step t + 1, so two gradients add there. With a teacher, step
# t + 1 reads y[t], which no weight can change. `bptt` computes both cases.
#
# > **Predict:** we cut step 3 out of the sequence and compute dL/dx[3] from this one step. When is it the gradient
# > that the whole sequence gives?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
cut_out = ask(
    "07 gradient of one step",
    "in both ways",
    "in neither way",
    "only with a teacher",
    "only in free running",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import binary_cross_entropy, bptt

_, f = model.run(x)
equal = []
for name, forced, last in (("free running", False, f[2]), ("teacher forcing", True, y[2])):
    options = {"teacher": forced, "with_inputs": True}
    whole = bptt(model, x, y, binary_cross_entropy, **options)[2]
    alone = bptt(model, x[3:4], y[3:4], binary_cross_entropy, f_init=last, **options)[2]
    print(f"{name:16} whole sequence {whole[3, 0]:.6f}, step 3 alone {alone[0, 0]:.6f}")
    equal.append(bool(np.isclose(whole[3, 0], alone[0, 0], rtol=1e-9, atol=0)))
cut_out.reveal(all(equal), not any(equal), equal == [False, True], equal == [True, False])

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# With a teacher the term that came from step t + 1 is gone: *no gradient crosses from one step to another*. In free
# running the steps after 3 also send a gradient to x[3], through f[3].
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Training in both ways
#
# Four networks learn the lamp in 30 epochs, with eight units each:
#
# - an **output RNN with a teacher**, and an **output RNN in free running**,
# - an **RNN**, which has no way from the output back,
# - an **RNN that also reads its last answer**: its input at step t is x[t] and, beside it, the last answer. It learns
#   with a teacher, like the first one. It is the fairest comparison, since it has both ways back.
#
# Then all four run **freely** over 200 new steps, ten times as long as what they learned from.

# %%
from rnnlib import RNN, fit
from rnnlib.networks.last_answer import beside_last_answer, run_on_own_answers


def learn(start, epochs, seed, x=x_train, **how):
    """Train on the lamp: (model, history)."""
    how |= {"read": "every", "rng": np.random.default_rng(seed)}
    return fit(start, list(x), list(y_train), binary_cross_entropy, epochs=epochs, **how)


def share_right(f):
    """The share of right answers at each step, from outputs (T, B, 1)."""
    return ((f > 0.5) == (np.moveaxis(y_test, 1, 0) > 0.5)).mean(axis=(1, 2))


def lamp_by(name, seed):
    """One of the four, trained: the share of right answers in free running, and its losses."""
    cls, how = ways.get(name, (RNN, {"x": beside_last_answer(x_train, y_train)}))
    start = cls.initialise(1 if name in ways else 2, 8, 1, rng=np.random.default_rng(seed))
    trained, history = learn(start, 30, seed, **how)
    new = np.moveaxis(x_test, 1, 0)  # time first
    f = trained.run(new)[1] if name in ways else run_on_own_answers(trained, new)
    return share_right(f).mean(), np.array(history.losses) / 20


# %%
ways = {
    "output RNN, teacher": (OutputRNN, {"teacher": True}),
    "output RNN, free": (OutputRNN, {}),
    "RNN": (RNN, {}),
}
both = "RNN that reads its last answer"

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# Each is trained from four random starts (also called *initialisations*).
#
# > **Predict:** which of the four is the least reliable after 30 epochs?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
least = ask("07 the lamp", *ways, both)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
result, losses = {}, {}
print("right answers in 200 free steps, four random starts")
for name in (*ways, both):
    runs = [lamp_by(name, seed) for seed in range(4)]
    result[name], losses[name] = [share for share, _ in runs], runs[-1][1]
    print(f"{name:31}", "  ".join(f"{share:.2f}" for share in result[name]))
worst = min(result, key=lambda name: np.mean(result[name]))
least.reveal(*(worst == name for name in (*ways, both)))

# %% tags=["holds"]
assert min(result["output RNN, teacher"] + result[both]) > 0.98
assert np.mean(result["RNN"]) < 0.95

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# The RNN has to *invent* a memory for the lamp, and training finds it from only some of the random starts. The output
# RNN was given one: the target itself. The RNN that reads its last answer was given it too, **although it is an RNN**.
# So it is the memory that was given, not the missing V between states, which makes the lamp easy.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Ten random starts, and twice the training
#
# Four starts can mislead. Here is the same with ten, and new sequences for each: means of what was measured once and
# stored (`benchmarks/claims.py`).

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import measured

measured("the lamp")

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# With 60 epochs the free output RNN gets there from every start, too. The RNN succeeds from most of them, but not from
# all. The curves show how the loss fell, from the last of the four starts above.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.25
from rnnlib import line_plot

line_plot(np.arange(1, 31), losses, x_label="epoch", y_label="training loss in one step")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The gap between training and use
#
# In use there is no teacher. We stop a training with a teacher early, after 10 epochs, and run one and the same network
# in both ways.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
start = OutputRNN.initialise(1, 8, 1, rng=np.random.default_rng(2))
young, _ = learn(start, 10, 2, teacher=True)
grown, _ = learn(start, 30, 2, teacher=True)
new, right = np.moveaxis(x_test, 1, 0), np.moveaxis(y_test, 1, 0)  # time first
forced = share_right(young.run(new, teacher=right)[1])[:30]
print(f"with a teacher: at least {forced.min():.2f} of the answers are right at each step")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.25
# While it is given the right answers, this network makes hardly a mistake.
#
# > **Predict:** and alone? What share of the answers is right at step 29?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
on_its_own = ask(
    "07 without its teacher",
    "as many as with the teacher: it is the same network",
    "a few percent less",
    "little more than half: a coin has half",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
free = share_right(young.run(new)[1])[:30]
print(f"alone, at step 29: {free[29]:.2f}")
on_its_own.reveal(free[29] > 0.97, 0.75 < free[29] <= 0.97, free[29] <= 0.75)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
longer = share_right(grown.run(new)[1])[:30]
curves = {"10 epochs, forced": forced, "10 epochs, free": free, "30 epochs, free": longer}
line_plot(np.arange(30), curves, x_label="step t", y_label="share of right answers")

# %% tags=["holds"]
assert forced.min() > 0.97 and longer.min() > 0.97

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# (Two curves coincide at 1: the forced one and that of 30 epochs.)
#
# Alone the young network is lost after a few steps. One sequence shows the reason:

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
x, y = x_test[8, :10], y_test[8, :10]
print("lamp  ", y[:, 0])
print("forced", young.run(x, teacher=y)[1][:, 0].round(2))
print("free  ", young.run(x)[1][:, 0].round(2))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ### Exposure bias
#
# Right after a press its output is on the right side of 0.5, but only just. The teacher then gives it a clean
# zero or one to go on from. In free running it goes on from its own 0.48, a number that it never met in
# training. The next outputs creep over 0.5, and the lamp is lost. This gap between what a network reads in
# training and in use is called **exposure bias**.
#
# More training closed it here, because the outputs came near to 0 and 1, which is what the teacher says. That is a
# result about this task. Whether more training closes the gap where outputs stay far from the targets was not measured
# here. A known remedy mixes both ways: a teacher at first, then more and more of the network's own outputs (scheduled
# sampling, Bengio et al., 2015).

# %% slideshow={"slide_type": "subslide"} minutes=0.25
measured("exposure bias")

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# These are ten random starts, at the steps 25 to 29. After 10 epochs some networks are lost alone (0.5 is a coin), and
# some have no gap any more: the one shown here is among the clear cases.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## One wrong word
#
# Now the grown network, in both ways, over 60 steps. At step 10 somebody shouts the opposite of its output, and step 11
# reads that. With a teacher, the teacher shouts the wrong answer once and then goes on as before.
#
# > **Predict:** 49 answers follow, at the steps 11 to 59. How many of them are wrong?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
shouted = ask("07 one wrong word", numbers=["running free", "with a teacher"])

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
x, y = x_test[1, :60], y_test[1, :60]
_, free = grown.run(x)
_, after = grown.run(x[11:], f_init=1 - free[10].round())
shout = y.copy()
shout[10] = 1 - shout[10]
_, forced = grown.run(x, teacher=shout)
wrong_free = ((after > 0.5) != (y[11:] > 0.5)).sum()
wrong_forced = ((forced[11:] > 0.5) != (y[11:] > 0.5)).sum()
shouted.reveal(wrong_free, wrong_forced, within=1)

# %% tags=["holds"]
assert wrong_free == 49 and wrong_forced == 1

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# With a teacher only step 11 reads the wrong answer. In free running **all** answers are wrong, for ever: the output
# is the memory, and the memory was overwritten. A loss that was measured with a teacher does not show this.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## What the output cannot carry
#
# Now a task with a secret. The network reads A or B, then three times a dot, then a question mark. While it
# waits it has to answer "–". At the question mark it has to say which letter it was.

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib.data.memory_tasks import READS, SAYS, secret

x, y = secret(200, np.random.default_rng(0))
for k in (0, 1):
    i = x[:, 0].argmax(-1).tolist().index(k)  # the first sequence with this letter
    print("reads     ", *(READS[m] for m in x[i].argmax(-1)))
    print("should say", *(SAYS[m] for m in y[i].argmax(-1)))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# There are only these two different sequences, so there is no test set. We do not ask here whether a network can
# generalise (be right about sequences that it never saw). We ask whether it can learn these two at all.

# %%
from rnnlib import cross_entropy, softmax


def last_answer_right(cls, seed, x=x, **how):
    """Train on the secret: (model, the share of right letters at the question mark)."""
    rng = np.random.default_rng(seed)
    start = cls.initialise(x.shape[-1], 16, y.shape[-1], rng=rng, tau=softmax)
    how = {"read": "every", **how}
    targets = list(y) if how["read"] == "every" else y[:, -1]
    model, _ = fit(start, list(x), targets, cross_entropy, epochs=60, rng=rng, **how)
    if x.shape[-1] == 4:
        f = model.run(np.moveaxis(x, 1, 0))[1]
    else:  # it reads its last answer
        f = run_on_own_answers(model, np.moveaxis(x[..., :4], 1, 0))
    return model, (f[-1].argmax(-1) == y[:, -1].argmax(-1)).mean()


everyone = {**ways, both: (RNN, {"x": beside_last_answer(x, y)})}

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Four networks again
#
# > **Predict:** which of them can do no better than guess the letter?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
guessing = ask(
    "07 the secret",
    "none: all four solve it",
    "the output RNN with a teacher only",
    "the output RNN, trained in either way",
    "all but the RNN without a way from the output back",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
letter_right = {}
for name, (cls, how) in everyone.items():
    letter_right[name] = [last_answer_right(cls, seed, **how)[1] for seed in range(4)]
    print(f"{name:31}", "  ".join(f"{right:.2f}" for right in letter_right[name]))
poor = {name for name, shares in letter_right.items() if np.mean(shares) < 0.75}

# %% slideshow={"slide_type": "fragment"} minutes=0.5
forced, free = set(list(ways)[:1]), set(list(ways)[:2])
guessing.reveal(not poor, poor == forced, poor == free, poor == free | {both})

# %% tags=["holds"]
assert min(letter_right["RNN"] + letter_right[both]) == 1.0
assert max(letter_right["output RNN, teacher"] + letter_right["output RNN, free"]) < 0.65

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# <details><summary>Why</summary>
#
# Both RNNs solve it from every start, since a state can keep the letter while the output says "–". The output RNN
# guesses, however it is trained, because its memory is what it says, and it has to say "–". With ten starts it is the
# same: `measured("the secret")`.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### A proof, and a measurement
#
# For teacher forcing this is not bad luck. It can be proved. At the question mark the network reads "?" and the
# last answer "–". Both are the same after A and after B. Therefore the output is the same, and no weights can change
# that:

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
forced, _ = last_answer_right(OutputRNN, 0, teacher=True)
_, f = forced.run(np.moveaxis(x, 1, 0), teacher=np.moveaxis(y, 1, 0))
different = np.unique(f[-1].round(9), axis=0)
print("outputs at the question mark:", different.round(3))

# %% tags=["holds"]
assert len(different) == 1

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# 200 sequences, one single output.
#
# In free running the case is weaker. There f is not exactly "–". It could be 0.9990 after A and 0.9991 after
# B, and so whisper the secret in its last digits. Nothing forbids that. In our runs, training never found such a
# whisper: not from any of five random starts, and not even in 1,000 epochs (`measured("a whisper")`). This is a
# measurement and not a proof.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Is it the wiring, or is it the task?
#
# We drop one demand: while it waits, the network may say **whatever it likes**. Only the last answer counts
# (`read="last"`).
#
# > **Predict:** does the output RNN solve it now, without a teacher?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
may_say_anything = ask(
    "07 free to say anything",
    "no, from no random start: it still has no V between states",
    "from one or two of four, by luck",
    "yes, from most random starts",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
runs = [last_answer_right(OutputRNN, seed, read="last") for seed in range(4)]
print("right at the question mark:", "  ".join(f"{right:.2f}" for _, right in runs))
solved = sum(right > 0.95 for _, right in runs)
may_say_anything.reveal(solved == 0, 0 < solved < 3, solved >= 3)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.25
model = runs[0][0]
for k in (0, 1):
    _, f = model.run(np.eye(4)[[k, 2, 2, 2, 3]])
    print(f"after {READS[k]} it says", *(SAYS[i] for i in f.argmax(-1)), "  f[1] =", f[1].round(2))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# The outputs of the waiting steps were free, and the network made them into a memory: what it says after A differs
# from what it says after B. Therefore the wiring *can* remember. What it cannot do is remember what its targets forbid
# it to say.
#
# </details>
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
# Both ways can be combined, as in the fourth network above. The letter model of lesson 05b is of this kind: it has a V
# between states **and** reads its last letter as the input x[t]. In training that letter comes from the name, and this
# is teacher forcing too. It loses no memory by that, because its state is free. The gap between training and use,
# however, can open there as well. Goodfellow et al. (2016, section 10.2) discuss all these wirings.

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("07")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=5
# ## Key points
#
# - Output recurrence: z[t] = σ(Vᵀf[t−1] + Wᵀx[t] + b), with V of shape (n_f, n_z). The past is n_f numbers.
# - Teacher forcing reads y[t−1] in place of f[t−1]. No step depends on another, and no gradient crosses.
# - In use the network runs freely. It then meets its own errors, which training with a teacher never shows.
# - With a teacher, an output RNN cannot remember what its targets forbid it to say. In free running, training did not
#   find a way in our runs. An RNN can, also one that reads its last answer.
#
# ## Common mistakes
#
# - *"Teacher forcing takes memory away."* The wiring does. An RNN that learns with a teacher still has its state: it
#   solved both tasks here.
# - *"The loss with a teacher is the quality in use."* Measure in free running, as the network will be used.
# - *"V is always square."* It is (n_f, n_z) here.
# - *"A network without V between states has no memory."* It has what it says. For the lamp that was enough.
#
# ## Your turn
#
# 1. Give `secret` eight dots, then twenty. Does the RNN still solve it from every random start?
#    <details><summary>Solution</summary>`x, y = secret(200, np.random.default_rng(0), dots=8)`, then
#    `[last_answer_right(RNN, seed, x)[1] for seed in range(4)]`. Eight dots: 1.00 four times. Twenty:
#    0.50 four times, with 120 epochs too.</details>
# 2. Let the button fail: each x[t] of the test is exchanged (0 for 1, 1 for 0) with probability 0.01. How do free running
#    and teacher forcing differ after 200 steps?
#    <details><summary>Solution</summary>
#    `noisy = np.abs(new - (np.random.default_rng(2).random(x_test.shape) < 0.01).swapaxes(0, 1))`, then
#    `share_right(grown.run(noisy)[1])[-1]` and `share_right(grown.run(noisy, teacher=right)[1])[-1]`. Free: 0.52, a
#    coin, because each wrong press reverses all that follows. With a teacher: 0.985, only the failed step is
#    wrong.</details>
# 3. Give the output RNN a fourth word "secretly A" to say while it waits, and put it into the targets of the
#    sequences with A. Who solves the task now?
#    <details><summary>Solution</summary>`y = np.concatenate([y, np.zeros((200, 5, 1))], axis=2)`,
#    `y[x[:, 0, 0] == 1, :4] = [0, 0, 0, 1]`, then `last_answer_right(OutputRNN, 0, teacher=True)[1]` and so on. All: 1.00
#    from every random start, because now the target holds the secret.</details>
#
# **Sources.** M. Jordan, *Serial order: a parallel distributed processing approach*, report 8604, UC San Diego,
# 1986. J. Elman, *Finding Structure in Time*, Cognitive Science 14, 1990. R. Williams, D. Zipser, *A Learning
# Algorithm for Continually Running Fully Recurrent Neural Networks*, Neural Computation 1, 1989. S. Bengio,
# O. Vinyals, N. Jaitly, N. Shazeer, *Scheduled Sampling for Sequence Prediction with Recurrent Neural Networks*,
# NIPS 2015. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016, section 10.2.
#
# **Exercise:** [E08 · Output recurrence and teacher forcing](../exercises/E08_output_recurrence.ipynb).
#
# **Words:** [exposure bias](14_glossary.ipynb#exposure-bias), [free running](14_glossary.ipynb#free-running), [generalisation](14_glossary.ipynb#generalisation), [initialisation](14_glossary.ipynb#initialisation), [output recurrence](14_glossary.ipynb#output-recurrence)
#
# **Next:** [08 · Sequence to one](08_sequence_to_one.ipynb)
