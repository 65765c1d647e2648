# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 16 · Recurrence is back
#
# This lesson goes beyond the lecture.
#
# **After this lesson you can**
#
# - compute a linear recurrence for all steps at once, and say when that is faster than the loop,
# - read an eigenvalue as the length of a memory,
# - prove two things that such a network cannot do, and say what each of them needs,
# - place S4, LRU, Mamba, RWKV, xLSTM and minGRU on one map.
#
# **Time:** 55 minutes. You can stop after "Disk or ring?" and go on another day.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Do you remember?
#
# 1. What does a leaky sum do at each step?
#    <details><summary>Answer</summary>It keeps a part of its old state, and adds the new input (lesson 02).</details>
# 2. Which part of an RNN's run has to wait for the step before?
#    <details><summary>Answer</summary>Only Vᵀz[t−1], and the σ after it (lesson 12).</details>
# 3. With σ = identity no gradient is lost to a slope. What was the price?
#    <details><summary>Answer</summary>The network is linear: its score is a sum of one number for each word at its place
#    (lesson 10a).</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Without σ, a run is a weighted sum
#
# From about 2017 on, Transformers took the place of RNNs, mostly for one reason: they read all words of a sentence at the same time, while an
# RNN reads one after the other. Since about 2021 recurrent networks have come back. Their first idea is a network that you know already,
# the *leaky sum*. We take σ away, and we let no unit hear another one, so that one unit is
#
# $$z^{[t]} = a^{[t]} \, z^{[t-1]} + b^{[t]}$$
#
# Here a is the part that is kept, and b is what the input brings. Both may change from step to step.
#
# > **Predict:** the state before the first step is 0, a is always 0.5, and b is 8, 4, 2. What is z[2]?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

last_of_three = ask("16 a leaky sum", numbers=["the last state"])

# %% slideshow={"slide_type": "fragment"}
import numpy as np

from rnnlib.fast.scan import loop

a, b = np.full(3, 0.5), np.array([8.0, 4.0, 2.0])
last_of_three.reveal(loop(a, b)[2], within=0.01)

# %% [markdown] slideshow={"slide_type": "fragment"} minutes=1
# <details><summary>Why</summary>
#
# 8 is halved twice, 4 once, and 2 not at all: 2 + 2 + 2. The last state is a sum of all b, each weighted by the product of the a that came after it:
#
# $$z^{[2]} = b^{[2]} + a^{[2]} b^{[1]} + a^{[2]} a^{[1]} b^{[0]}$$
#
# With tanh there is no such sum, because tanh(u + v) is not tanh(u) + tanh(v).
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Two steps are one step
#
# A sum may be added up in any order. Call one step the pair (a, b). Do step 1, then step 2:
#
# $$a_2 (a_1 z + b_1) + b_2 = (a_2 a_1) \, z + (a_2 b_1 + b_2)$$
#
# This is a pair again. So steps can be joined, two neighbours at a time, and all joins of one round can be done at the same time, because none of
# them waits for another.
#
# > **Predict:** T = 512 steps. In each round every place joins what it has with what an earlier place has. How many rounds are needed until every
# > place knows its state?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
how_many_rounds = ask("16 rounds for 512 steps", "512", "256", "9")

# %% slideshow={"slide_type": "fragment"}
from rnnlib.fast.scan import rounds

how_many_rounds.reveal(*(rounds(512) == n for n in (512, 256, 9)))

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# What a place has joined doubles with every round: 1, 2, 4, … steps. 512 is 2 to the power of 9. If you chose 512, you thought that each step needs the
# finished state before it. It needs only a pair. If you chose 256, you joined two at a time, but one join after the other.
#
# </details>

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import scan_rounds

scan_rounds(8)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# A number in a box says which steps have been joined there. Thick boxes are finished. This is a **parallel scan** (Hillis and Steele 1986, Blelloch
# 1990; for recurrent networks Martin and Cundy 2018). In NumPy a round is one line on whole arrays: `z[far:] += a[far:] * z[:-far]`, and the same
# for a. Are the numbers those of the loop?

# %% slideshow={"slide_type": "fragment"}
from rnnlib import scan

rng = np.random.default_rng(0)
a, b = rng.uniform(-1, 1, size=(512, 16)), rng.normal(size=(512, 16))
difference = np.abs(scan(a, b) - loop(a, b)).max()
print(f"largest difference below 1e-12: {difference < 1e-12}")

# %% tags=["holds"]
assert difference < 1e-12

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Is it faster?
#
# The loop does 512 joins. The scan does up to 512 in each of its rounds, so it does several times the work.
#
# > **Predict:** on one processor, with NumPy, and one number in each step: how fast is the scan for 512 steps?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
scan_or_loop = ask(
    "16 scan or loop",
    "slower than the loop: it does more work",
    "about as fast: the sum is the same",
    "more than four times as fast as the loop",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import measured

times = measured("scan against loop")
ratio = times.means["1 number a step, T = 512"]
scan_or_loop.reveal(ratio < 0.8, 0.8 <= ratio < 2, ratio > 4)

# %% [markdown] slideshow={"slide_type": "fragment"} minutes=1
# <details><summary>Why</summary>
#
# One line of NumPy costs about a millionth of a second, however short its array is. The loop pays that 512 times, the scan pays it for each round. On a
# graphics card it is alike: thousands of small processors wait while one step is computed.
#
# </details>
#
# Now each step has 1,024 numbers, for example 32 sequences and 32 units.
#
# > **Predict:** and now, for 64 steps?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
wide_steps = ask(
    "16 wide steps", "the scan is faster again", "no difference", "the loop is faster now"
)

# %% slideshow={"slide_type": "fragment"}
wide = times.means["1024 numbers a step, T = 64"]
wide_steps.reveal(wide > 1.2, 0.83 < wide < 1.2, wide < 0.83)

# %% slideshow={"slide_type": "subslide"} minutes=1
print("how many times as fast the scan is")
times

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# <details><summary>Why</summary>
#
# A step of 1,024 numbers keeps one processor busy. There is nothing left to be gained by doing more at once, and the extra work of the scan has to be
# paid for. **A scan does not save work. It saves waiting**, and only where processors would wait.
#
# </details>
#
# Beside a paper: on a graphics card, minGRU (below) trained 175 times as fast as a GRU on 512 steps (Feng et al. 2024). What differs: they compare two
# networks, on thousands of processors; we compare one recurrence with itself, on one. And your machine?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib.learning.clock import scan_against_loop

for T in (8, 64, 512):
    print(f"T = {T:3}: here the scan is {scan_against_loop(T, 1):4.1f} times as fast")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Eigenvalues are memory lengths
#
# A `LinearRNN` has one number λ for each unit: z[t] = λ z[t−1] + Wᵀx[t] + b. This is V as a *diagonal* matrix, and the λ are its **eigenvalues**. (An
# eigenvalue of a matrix says by what factor it stretches one of its own directions. A diagonal matrix shows them.) After k steps an input still
# counts λᵏ.
#
# > **Predict:** after how many steps is half of an input left, with λ = 0.9, and with λ = 0.99? (Near enough: within a third.)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
half_life = ask("16 half is left", numbers=["0.9", "0.99"])

# %% slideshow={"slide_type": "fragment"}
half_life.reveal(*(np.log(0.5) / np.log(kept) for kept in (0.9, 0.99)), factor=4 / 3)

# %% [markdown] slideshow={"slide_type": "fragment"} minutes=1
# <details><summary>Why</summary>
#
# Near 1, what counts is the distance from 1: a loss of 10 % a step, or of 1 %. Ten times as near to 1 is a memory ten times as long: about 0.7 / (1 − λ)
# steps for half of it.
#
# </details>
#
# λ need not be positive.
#
# > **Predict:** three units, λ = 0.5, λ = 0.8 and λ = −0.9. Which of them remembers longest?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
longest_memory = ask(
    "16 the longest memory",
    "0.8, since it is the largest",
    "0.5, in the middle",
    "−0.9, since it is farthest from zero",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import LinearRNN, line_plot

eigenvalues = np.array([0.8, 0.5, -0.9])
units = LinearRNN(np.ones((1, 3)), np.arctanh(eigenvalues), np.zeros(3), np.ones((3, 1)), [0.0])
x = np.zeros((20, 1))
x[0] = 1  # one input, then nothing
z = units.in_parallel(x)
longest_memory.reveal(*(np.abs(z[-1]).argmax() == i for i in range(3)))

# %% slideshow={"slide_type": "subslide"} minutes=1
curves = {f"λ = {value:.1f}".replace("-", "−"): z[:, i] for i, value in enumerate(eigenvalues)}
line_plot(np.arange(20), curves, x_label="steps after the input", y_label="state")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# What is left is λᵏ, and its size depends on |λ| alone. The sign says that the state changes its side at each step. It is not lost by that: whoever reads
# it can count.
#
# </details>
#
# A **complex** eigenvalue λ = r e^{iθ} is two numbers that turn by the angle θ and shrink by r in each step: a clock hand that becomes shorter. λ = −0.9
# is the hand that makes half a turn. `ComplexLinearRNN` keeps the two numbers side by side, so that everything stays real. Why diagonal? Nearly every matrix V is
# diagonal in complex numbers, with another W and U. Without σ, nothing but the eigenvalues of V matters.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Disk or ring?
#
# All eigenvalues with |λ| < 1 lie in a disk. Where should a network begin? The task is that of lesson 10a: read 50 random words (there are four different ones), say the **first**. All
# networks have 64 numbers in their state and see the same number of sequences, too few to learn it perfectly. Five ways to begin:
#
# - **tanh**, V orthogonal, or random,
# - **real**: λ between −1 and 1,
# - **disk**: complex, all over the disk,
# - **ring**: complex, with |λ| between 0.97 and 0.999.
#
# > **Predict:** eight networks of each kind are trained. In which kinds are *all eight* right in more than half of the cases?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
where_to_begin = ask(
    "16 where to begin",
    "tanh: it is the more powerful network",
    "disk: it has every kind of memory",
    "ring",
    "none of them",
)

# %% slideshow={"slide_type": "fragment"}
first_words = measured("the first of 50 words").values
every = {kind: min(right) > 0.5 for kind, right in first_words.items()}
tanh_too = every["tanh, V orthogonal"] or every["tanh, V random"]
where_to_begin.reveal(tanh_too, every["disk"], every["ring"], not any(every.values()))

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import dot_plot

dot_plot(first_words, x_label="first word named, share of new sequences", chance=0.25)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# At 50 steps, 0.97 is still a fifth, and 0.8 is a hundred thousandth. Most of the disk, and most real λ, have forgotten the first word before the end, so
# no gradient tells them that it was needed. On the ring each unit still has it, at an angle of its own, and U can tell 50 places apart by their angles.
#
# **tanh is a lottery.** Some networks learn all four words, some learn one, two or three of them, some nothing. A mean would describe a network that does not exist, so each is a dot. With luck tanh is better than the ring here. The ring does not depend on luck.
#
# </details>
#
# Beside a paper: Orvieto et al. (2023) begin on such a ring in their **LRU**, and report 89.0 % on images of CIFAR-10 read pixel by pixel. What differs:
# they stack such layers with σ between them, and train far longer; this is one layer, and a second.

# %% tags=["holds"]
middle = {kind: np.median(right) for kind, right in first_words.items()}
assert middle["ring"] > 0.55 > 0.45 > max(middle["disk"], middle["real"])
assert np.ptp(first_words["tanh, V random"]) > 0.4

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## What a fixed leak cannot do
#
# So far λ is the same for every input. A text is not like that: some words matter, most do not. The task: **three letters stand somewhere
# among 17 blanks. Say the letters, in their order.** A network with 32 units and a fixed λ for each is trained.
#
# > **Predict:** what share of the letters is right? (There are four letters, so guessing gives a quarter.)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
fixed_leak = ask(
    "16 letters among blanks",
    "all: training finds the right λ",
    "between three quarters and nine tenths",
    "a quarter",
)

# %% slideshow={"slide_type": "fragment"}
letters = measured("scattered letters")
fixed = letters.means["real eigenvalues, fixed"]
fixed_leak.reveal(fixed > 0.95, 0.75 < fixed < 0.9, fixed < 0.3)

# %% slideshow={"slide_type": "subslide"} minutes=1
print("share of letters right in new sequences")
letters

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# With a fixed λ an input counts λᵏ, k steps later. So the state tells *how long ago* a letter was there. The question is *which in the order* it was, and
# the blanks in between are a matter of chance. What is right four times in five is a guess: a letter that was read late was probably the third.
#
# **A proof**, with two letters and blanks (_). What is the second letter?
#
# | | | | | second |
# |---|---|---|---|---|
# | B | A | B | _ | A |
# | _ | B | A | B | A |
# | B | B | A | _ | B |
# | _ | A | B | B | B |
#
# Take the score of A minus the score of B. It is a sum of one number for each letter at its place. In each column the upper two rows hold the same as the
# lower two, so the upper two differences have the same sum as the lower two. But the upper two should be positive, and the lower two negative. So no fixed
# λ is right on all four, with any number of units, real or complex. tanh is not bound by this proof, but in this training it did no better.
#
# </details>
#
# ## The input chooses
#
# In the **minGRU** the part that is kept depends on the input, and on the input alone:
#
# $$u^{[t]} = \text{sigmoid}(\mathbf{W}_u^\top x^{[t]} + b_u) \qquad z^{[t]} = (1 - u^{[t]}) \, z^{[t-1]} + u^{[t]} \, (\mathbf{W}^\top x^{[t]} + b)$$
#
# Once the inputs are known, all u are known. So this is a pair (a, b) at each step, and a scan. A gate that also hears the state, as that of a GRU does (lesson 15),
# could not be joined.
#
# > **Predict:** we train one and look into its gates. What does it do at a blank?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
at_a_blank = ask(
    "16 the gate at a blank",
    "u is large: a blank is read like any input",
    "u is near zero in most units: the state stays as it is",
    "u is near one half: the gate does not know what will matter",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib.learning.linear_memory import letters_right, scattered

selective = scattered("chosen by the input (minGRU)", seed=0)
u = selective.gate(np.eye(5))  # four letters, then the blank
blank, letter = np.median(u[4]), np.median(u[:4])
at_a_blank.reveal(blank > 0.7, blank < 0.1, 0.3 < blank < 0.7)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
print(f"letters right: {letters_right(selective):.3f}")
print(f"middle of u at a letter {letter:.2f}, at a blank {blank:.4f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# At a blank nothing is written and nothing fades: time stands still. So the state counts letters, not steps, and the order is there.
#
# </details>
#
# This is what **Mamba** calls *selection*. Beside the papers, on their task *selective copying* (16 symbols among 4,096 steps): with fixed parameters 18.3 %
# of the symbols, with parameters chosen by the input 97.0 % (Gu and Dao 2023); three layers of minGRU 99.5 % (Feng et al. 2024). What differs: theirs is
# far longer, and their networks have several layers and read out one symbol at a time. Because of that our fixed leak looks better than theirs.

# %% tags=["holds"]
assert letters_right(selective) > 0.97 and letter > 10 * blank
four = np.array([[1, 0, 1, 2], [2, 1, 0, 1], [1, 1, 0, 2], [2, 0, 1, 1]]).T  # A, B, blank: 0, 1, 2
any_one = LinearRNN.initialise(3, 8, 2, rng=np.random.default_rng(0))
lead = any_one.score(any_one.run(four)[0][-1]) @ [1, -1]  # score of A − score of B
assert abs(lead[0] + lead[1] - lead[2] - lead[3]) < 1e-12

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## What is impossible between 0 and 1
#
# In a minGRU the old state is multiplied by 1 − u, a number between 0 and 1. The lamp of lesson 07 has one button, and each press changes it. Is it on? That is
# the **parity**: is the number of 1s odd? Networks learn it from 8 bits, with an answer at every step, and are asked about 20.
#
# > **Predict:** a minGRU with 8 units is trained sixteen times. How often is it right on 20 bits?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
eight_units = ask(
    "16 parity with eight units",
    "always: eight units are enough for one bit",
    "in some of the sixteen trainings, with luck",
    "never better than guessing",
)

# %% slideshow={"slide_type": "fragment"}
parities = measured("parity").values
right = np.array(parities["between 0 and 1, 8 units, 20 bits"])
eight_units.reveal(right.min() > 0.9, right.min() < 0.9 < right.max(), right.max() < 0.6)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2.5
# <details><summary>Why: a proof</summary>
#
# Sixteen failures are no proof. Here is one. Let every input be 1. Then a and b are the same at each step.
#
# **One unit.** z[t+1] − z[t] = a (z[t] − z[t−1]). Since a > 0, all differences have one sign: z only rises or only falls. So the score c + u z
# changes its sign once at most. But after 1, 2, 3 ones the answers are odd, even, odd: two changes. **The unit is wrong at the latest at three ones**,
# whatever its weights are.
#
# **n units.** The score is now c₀ + Σ αᵢ aᵢᵗ, with all aᵢ between 0 and 1. Such a sum of n powers and a constant changes its sign at most n times (this is
# Descartes' rule of signs, for powers with any base above 0). Parity asks for a change at each step. So n units are wrong at the latest at n + 2
# ones. More units fail later, but they fail.
#
# This holds for one layer and a linear read-out. For deep networks with finite precision, the proofs are in Sarrof et al. (2024) and Grazzi et al. (2024).
#
# </details>

# %% tags=["holds"]
from rnnlib.learning.linear_memory import knows_parity, parity, parity_by_hand

eight = parity("between 0 and 1, 8 units", seed=0, steps=300)
_, answers = eight.run(np.ones((10, 1)))  # n + 2 ones
assert np.any((answers[:, 0] > 0.5) != (np.arange(1, 11) % 2 == 1))
assert max(parities["between 0 and 1, 20 bits"]) < 0.6

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Between −1 and 1
#
# With `span=2` the gate u goes from 0 to 2, so that 1 − u goes from −1 to 1. One unit is then enough, by hand: at a 0 keep z, at a 1 turn it over and add 2.

# %% slideshow={"slide_type": "fragment"}
by_hand = parity_by_hand()
bits = np.array([0, 1, 1, 0, 1, 1, 1, 0])
states, answers = by_hand.run(bits[:, None].astype(float))
print("bits ", bits)
print("z    ", states[:, 0].astype(int))
print("odd? ", (answers[:, 0] > 0.5).astype(int))
print(f"right on 10,000 bits: {knows_parity(by_hand, 10_000, n=20):.3f}")

# %% tags=["holds"]
assert knows_parity(by_hand, 10_000, n=20) == 1

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# And trained? From 8 bits, all sixteen networks with one unit are right on all sequences of 20 bits.
#
# > **Predict:** how good are they on 200 bits?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
ten_times_longer = ask(
    "16 parity of 200 bits",
    "right: they have learned the rule",
    "no better than guessing",
    "half of the networks are right, half guess",
)

# %% slideshow={"slide_type": "fragment"}
right = np.array(parities["between −1 and 1, 200 bits"])
ten_times_longer.reveal(right.min() > 0.9, right.max() < 0.6, right.min() < 0.6 < 0.9 < right.max())

# %% slideshow={"slide_type": "subslide"} minutes=1
kinds = ("between 0 and 1, 8 units", "between −1 and 1", "tanh, 8 units")
shown = {f"{kind}, {T}": parities[f"{kind}, {T} bits"] for kind in kinds for T in (20, 200)}
dot_plot(shown, x_label="parity right, share of new sequences", chance=0.5)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
one = parity("between −1 and 1", seed=0)
at_0, at_1 = 1 - one.gate(np.array([[0.0], [1.0]]))[:, 0]
print(f"the old state is multiplied by {at_0:.3f} at a 0, by {at_1:.3f} at a 1")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# The trained factors are near 1 and −1, but not there. Over 20 bits that does not matter. Over 200 bits little is left of the beginning, and parity needs
# every bit. Nothing in a linear state pulls it back to where it should be. tanh does: it pushes a state that is a little off back to its place, so many of those networks
# are still right. **Can be done, is learned, and lasts are three different things.**
#
# With the answer asked for at the end only, none of sixteen trainings of the same length found the solution (last row but one of `measured("parity")`).
#
# </details>
#
# Beside a paper: Grazzi et al. (2024) widen the range of Mamba's eigenvalues from [0, 1] to [−1, 1]. Trained on up to 40 bits and tested on 40 to 256, parity goes
# from guessing to a perfect score (3 seeds). What differs: their sequences and their training are longer; ours is one unit and 8 bits.

# %% tags=["holds"]
assert -1 < at_1 < -0.8 and 0.9 < at_0 < 1
assert max(parities["between −1 and 1, asked at the end only, 20 bits"]) < 0.6
assert np.median(parities["tanh, 8 units, 200 bits"]) > 0.9

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## What a new token costs
#
# A network that writes text adds one token after the other. The *attention* of a Transformer compares each new token with all before it, so it keeps two vectors for
# each of them. A recurrence keeps its state. 100 tokens have been read, or 10,000.
#
# > **Predict:** how many times as many numbers does the *recurrence* have to read for its next token after 10,000, compared with after 100?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
next_token = ask("16 the next token", "100 times", "10 times", "as many")


# %% slideshow={"slide_type": "fragment"}
def numbers_read(T, n=64):
    """For a token: by attention (keys, values, four matrices), by a minGRU (state, three)."""
    return 2 * T * n + 4 * n * n, n + 3 * n * n


growth = numbers_read(10_000)[1] / numbers_read(100)[1]
next_token.reveal(growth == 100, growth == 10, growth == 1)

# %% slideshow={"slide_type": "subslide"} minutes=1
for T in (100, 1000, 10_000):
    attention, recurrence = numbers_read(T)
    print(f"T = {T:6,}: attention reads {attention:9,} numbers, the recurrence {recurrence:,}")
print("\nhow many times as long attention takes for one more token")
measured("a new token")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# The state has the same size after any number of tokens. That is the whole promise of recurrence, and its limit too: whatever does not fit into the state
# is gone, while attention can look at every token again. (Proved for copying: Jelassi et al. 2024, "Repeat after me".) Therefore many models of today mix both.
#
# </details>
#
# Beside a paper: Mamba generates text with 5 times the throughput of a Transformer of its size (Gu and Dao 2023). What differs: theirs is a whole model on a graphics card; this is one layer, and
# one token at a time.

# %% tags=["holds"]
assert measured("a new token").means["T = 10000"] > 10

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## A map
#
# | name | in one sentence | source |
# |---|---|---|
# | **S4** | A fixed linear recurrence, with eigenvalues chosen so that the state keeps a summary of the whole past. | Gu, Goel, Ré (2021) |
# | **LRU** | A plain diagonal linear RNN does as well, if its eigenvalues begin on a ring. | Orvieto et al. (2023) |
# | **RWKV** | A leaky sum of values, weighted by keys, with a leak for each channel, takes the place of attention. | Peng et al. (2023) |
# | **Mamba** | The input chooses how much is kept and written; still a scan. | Gu, Dao (2023) |
# | **xLSTM** | The LSTM with exponential gates; one of its two cells has a matrix as its state and can be computed in parallel. | Beck et al. (2024) |
# | **minGRU** | A GRU whose gates no longer hear the state, and nothing else. | Feng et al. (2024) |
#
# All of them stack such layers, with σ *between* the layers. There σ costs no waiting.

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("16")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Key points
#
# - Without σ in the loop, a run is a weighted sum. A scan computes all states in about log₂ T rounds.
# - A scan saves waiting, not work. On one processor it wins where steps are small.
# - |λ| is how long a unit remembers. Its sign and angle say what it does meanwhile.
# - A fixed λ measures time. A gate that the input chooses can stop the clock, and is still a scan.
# - Factors between 0 and 1 cannot keep a parity: proved. Between −1 and 1 they can. Whether training finds it, and whether it lasts, are two more questions.
# - A state costs the same after any number of tokens, and holds no more either.
#
# ## Common mistakes
#
# - *"A recurrence has to be computed step by step."* Only if something bends the state on its way.
# - *"Parallel is faster."* It does more work. Measure.
# - *"A negative eigenvalue forgets."* Its absolute value decides. The sign alternates.
# - *"The more eigenvalues of every kind, the better."* Most of the disk has forgotten after 50 steps.
# - *"More units make up for it."* For parity between 0 and 1 they only fail later.
# - *"Right on longer sequences means that the rule was learned."* How much longer? 20 bits were right, 200 were not.
# - *"minGRU is a GRU."* Its gates do not hear the state. That is what makes it fast, and weaker.
#
# ## Your turn
#
# 1. Train the unit between −1 and 1 longer: `m = parity("between −1 and 1", 0, steps=3000)`. What do its factors become, and up to which
#    length is it right?
#    <details><summary>Solution</summary>`1 - m.gate(np.array([[0.0], [1.0]]))` gives 0.984 and −0.978 in place of 0.974 and −0.964.
#    `knows_parity(m, T)` is 1.00 at 40 bits in place of 0.96, and 0.81 at 100 in place of 0.59. So its memory becomes longer, and is never without an
#    end.</details>
# 2. Two complex eigenvalues can count modulo 3. By what angle does a 1 have to turn the state? Why is a fixed λ not enough?
#    <details><summary>Solution</summary>By 120°, at a 1 only. A fixed λ turns at every step, so it counts steps, not
#    1s.</details>
# 3. Show that tanh steps cannot be joined: find two steps of one tanh unit that are not one tanh step.
#    <details><summary>Solution</summary>For very large z, tanh(3 tanh(3 z)) comes to tanh(3) = 0.995, and never nearer to 1. A single
#    tanh(v z + b) comes as near to 1 as you like.</details>
#
# **Exercise:** [E15 · A scan, and a parity](../exercises/E15_scan.ipynb).
#
# **Words:** [parallel scan](14_glossary.ipynb#parallel-scan), [parity](14_glossary.ipynb#parity), [selection](14_glossary.ipynb#selection)
#
# **Next:** [13 · Review](13_review.ipynb)
