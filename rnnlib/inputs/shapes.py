"""What comes in is checked here: an error names the axis, what came, what is right, a remedy."""

import math

import numpy as np

from rnnlib.functions import Activation, Loss
from rnnlib.inputs.one_hot import StandIn

READS = ("every", "last")
PLACES = {"T": "t", "B": "row", "n_f": "unit"}  # an axis -> what one place on it is called


def array(name, value):
    """Return `value` as an array of whatever it holds; rows of different length are refused."""
    try:
        return np.asarray(value)
    except ValueError:  # NumPy met rows of different length
        raise ValueError(
            f"{name} has rows of different length, expected an array with one length per axis; "
            "sentences of different length: rnnlib.pack takes them as they are, rnnlib.batches "
            "puts equal lengths together"
        ) from None


def numbers(name, value, dtype=None):
    """Return `value` as a float array; integers become floats, float32 and float64 stay.

    With `dtype`, floats of another precision are refused: nothing is rounded behind your back.
    """
    given = array(name, value)
    if dtype is not None and given.dtype == dtype:
        return given
    if given.dtype.kind in "iub":
        given = given.astype(dtype or np.float64)
    if given.dtype not in (np.float32, np.float64):
        remedy = NO_FLOATS.get(given.dtype.kind, "np.asarray({name}, dtype=np.float64) makes them")
        raise TypeError(
            f"{name} holds {given.dtype}, expected float32 or float64 numbers; "
            + remedy.format(name=name)
        )
    if dtype is not None and given.dtype != dtype:
        raise TypeError(
            f"{name} is {given.dtype} but the model is {dtype}; write "
            f"{as_array(name, value)}.astype(np.{dtype}) or build the model with "
            f"dtype=np.{given.dtype}"
        )
    return given


# What to do with an array of a kind that holds no floats, by the letter of its dtype.
NO_FLOATS = {
    "U": "words become numbers by Vocabulary.of(…).indices(words)",
    "S": "words become numbers by Vocabulary.of(…).indices(words)",
    "c": "np.real({name}) leaves the imaginary part out",
    "O": "look for what is no number in it, such as None",
    "M": "times become numbers by subtracting the first one and dividing by a unit",
    "m": "times become numbers by dividing by a unit, such as np.timedelta64(1, 'D')",
}


def as_array(name, value):
    """The code that makes an array of what came: its name, if it is one."""
    return name if isinstance(value, np.ndarray) else f"np.asarray({name})"


def counts(**sizes):
    """Raise ValueError unless every size is a whole number of at least 1."""
    for name, size in sizes.items():
        if not isinstance(size, (int, np.integer)) or isinstance(size, bool) or size < 1:
            raise ValueError(f"{name} = {size!r}, expected a whole number, 1 or more")


def finite(name, array, axes):
    """Raise ValueError at the first NaN or infinity and say where it is.

    One of them makes the sum of squares NaN or infinite, which is the fastest test; a sum that
    is infinite because the numbers are large leads to the slow one.
    """
    if math.isfinite(np.vdot(array, array)):
        return array
    bad = ~np.isfinite(array)
    if bad.any():
        where = np.argwhere(bad)[0]
        axes = [PLACES.get(axis, axis) for axis in axes]
        place = ", ".join(f"{axis} = {i}" for axis, i in zip(axes, where, strict=True))
        raise ValueError(
            f"{name} holds {array[tuple(where)]} at {place or 'its only place'}; every number must "
            "be finite, so look at the step that made it"
        )
    return array


def parameters(model, sizes):
    """Check a model's arrays against `sizes`, name -> axis names; return them, all of one dtype."""
    arrays = {name: getattr(model, name) for name in sizes}
    arrays = {k: v if isinstance(v, StandIn) else numbers(k, v) for k, v in arrays.items()}
    known, first = {}, next(iter(arrays))
    for name, axes in sizes.items():
        array = arrays[name]
        if array.ndim != len(axes):
            raise ValueError(
                f"{name} has {array.ndim} axes, shape {array.shape}; "
                f"expected {len(axes)}: ({', '.join(axes)})"
            )
        for axis, size in zip(axes, array.shape, strict=True):
            if size == 0:
                raise ValueError(f"{name} has {axis} = 0, shape {array.shape}; it needs at least 1")
            if known.setdefault(axis, (size, name))[0] != size:
                expected, where = known[axis]
                raise ValueError(
                    f"{name} has shape {array.shape}, but {axis} = {expected} in {where} and "
                    f"{size} here; {name} must be ({', '.join(axes)})"
                )
        if array.dtype != arrays[first].dtype:
            raise TypeError(
                f"{name} is {array.dtype} but {first} is {arrays[first].dtype}; "
                f"give all parameters one dtype, as in {name}.astype(np.{arrays[first].dtype})"
            )
    return arrays


def blame(parameters):
    """Raise ValueError if a parameter is the reason for an output that is not finite."""
    for name, array in parameters.items():
        if not np.isfinite(array).all():
            raise ValueError(
                f"{name} holds {array[~np.isfinite(array)][0]}: every parameter must be finite; if "
                "training made it, take smaller steps or clip the gradient"
            )


def sequence(x, n_x, dtype):
    """Return x as (T, B, n_x) and whether it came bare as (T, n_x). A `OneHot` stays one."""
    came = x
    if not isinstance(x, StandIn):
        x = numbers("x", x, dtype)
    if x.ndim not in (2, 3):
        hint = ""
        if x.ndim == 1 and n_x == 1:
            hint = f"; a series of numbers is one: write {as_array('x', came)}[:, None]"
        elif x.shape == (n_x,):
            hint = f"; one step is a sequence of T = 1: write {as_array('x', came)}[None]"
        raise ValueError(
            f"x has shape {x.shape}, expected (T, B, n_x = {n_x}), time first, or (T, n_x) for one "
            f"sequence{hint}"
        )
    if x.shape[-1] != n_x:
        hint = ""
        if n_x in x.shape:
            axis = x.shape.index(n_x)
            hint = f"; axis {axis} has that size: are the axes swapped? " + (
                f"One sequence is (T, n_x): try {as_array('x', came)}.T"
                if x.ndim == 2
                else f"np.moveaxis(x, {axis}, -1) puts it last, reshape does not; T comes first"
            )
        elif n_x == 1:
            hint = f"; series of single numbers: write {as_array('x', came)}[..., None]"
            hint = hint if x.ndim == 2 else ""
        raise ValueError(
            f"x has shape {x.shape}: its last axis is {x.shape[-1]}, expected n_x = {n_x}{hint}"
        )
    if 0 in x.shape:
        axis = "TB"[x.shape.index(0)]
        raise ValueError(
            f"x has {axis} = 0, shape {x.shape}: "
            + ("an empty sentence has no last state; " if axis == "T" else "")
            + "leave it out before the run"
        )
    if isinstance(x, np.ndarray):
        finite("x", x, ("t", "row", "unit") if x.ndim == 3 else ("t", "unit"))
    bare = x.ndim == 2
    return (x[:, None] if bare else x), bare


def vectors(name, value, size, axis, dtype):
    """Return `value` as one vector (size,) or a batch (B, size); recorded nodes pass through."""
    array = value if isinstance(value, StandIn) else numbers(name, value, dtype)
    if array.ndim not in (1, 2) or array.shape[-1] != size:
        raise ValueError(
            f"{name} has shape {array.shape}, expected ({axis} = {size},) or (B, {axis} = {size})"
        )
    return array


def same_batch(x, z, name="z"):
    """Raise ValueError where the batch of an input and the batch of a state differ."""
    if x.ndim == 2 and z.ndim == 2 and len(x) != len(z):
        raise ValueError(
            f"x has B = {len(x)} rows but {name} has B = {len(z)}; every sequence keeps a state of "
            "its own, so both need the same number of rows"
        )


def next_state(model, z, last):
    """The state that a step gave, once it has the shape of the last one: it is read again."""
    if np.shape(z) != last.shape:
        raise ValueError(
            f"step of {type(model).__name__} gave {type(z).__name__} of shape {np.shape(z)}, "
            f"expected the shape of the last state, (B, n_{model.heard}) = {last.shape}"
        )
    return z


def initial_state(z_init, batch, n_z, dtype, letter="z"):
    """Return z_init as (B, n_z); None is the zero state, (n_z,) is given to every row.

    With letter="f" it is f_init, the output before the first step.
    """
    if z_init is None:
        return np.zeros((batch, n_z), dtype)
    name = f"{letter}_init"
    z = numbers(name, z_init, dtype)
    if z.shape not in ((n_z,), (batch, n_z)):
        raise ValueError(
            f"{name} has shape {z.shape}, expected (n_{letter} = {n_z},) for all rows, or "
            f"(B = {batch}, n_{letter} = {n_z})"
        )
    finite(name, z, ("row", "unit")[-z.ndim :])
    return np.array(np.broadcast_to(z, (batch, n_z)), order="C")


def targets(y, shape, axes, bare, dtype, called="y"):
    """Return the targets y in the shape of the outputs, `shape` with names `axes`."""
    came, y = y, numbers(called, y, dtype)
    batch = axes.index("B")
    wanted = shape[:batch] + shape[batch + 1 :] if bare else shape
    if y.shape != wanted:
        names = [a for a in axes if not (bare and a == "B")]
        expected = ", ".join(f"{a} = {n}" for a, n in zip(names, wanted, strict=True))
        hint = f"; write {as_array(called, came)}[..., None]" if (*y.shape, 1) == wanted else ""
        raise ValueError(f"{called} has shape {y.shape}, expected ({expected}){hint}")
    y = y.reshape(shape)
    return finite(called, y, axes)


def activation(name, value):
    """Raise TypeError unless σ or τ is an `Activation`: a bare function has no derivative."""
    if not isinstance(value, Activation):
        raise TypeError(
            f"{name} is {value!r}, expected an activation of rnnlib such as rnnlib.tanh, which "
            "knows its derivative"
        )


def unused(model, **given):
    """Raise ValueError for an argument that this kind of model has no use for."""
    for name, value in given.items():
        if value is not None:
            raise ValueError(f"{name} = {value!r}: {type(model).__name__} has no use for it here")


def ask(model, what):
    """Raise TypeError unless this kind of model can do it: what was derived for one step only."""
    if what not in getattr(model, "can", ()):
        raise TypeError(
            f"model is a {type(model).__name__}, expected an RNN: only a network with its very "
            f"step can {what}"
        )


def first(model, z_init, f_init):
    """What is heard at step 0: z_init, or f_init where outputs are fed back; None for zeros."""
    if z_init is f_init is None:
        return None
    unused(model, **({"f_init": f_init} if model.heard == "z" else {"z_init": z_init}))
    return z_init if model.heard == "z" else f_init


def yes_or_no(name, value):
    """Raise TypeError unless `value` is True or False."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(
            f"{name} is {type(value).__name__}, expected True or False; y is the teacher"
        )


def read_mode(read):
    """Raise ValueError unless `read` is "every" or "last"."""
    if read not in READS:
        raise ValueError(
            f'read = {read!r}, expected "every" (an output at each step) or "last" (one at the end)'
        )
    return read


def loss(value, tau):
    """Raise unless `value` is a `Loss` that goes with the output activation τ."""
    if not isinstance(value, Loss):
        raise TypeError(
            f"loss is {value!r}, expected a loss of rnnlib such as rnnlib.squared_error"
        )
    partner = value.pairs_with
    if partner is not None and partner.name != tau.name:
        raise ValueError(
            f"{value} is derived for tau = {partner}, but the model has tau = {tau}; "
            f"build the model with tau = {partner}, or use squared_error"
        )
