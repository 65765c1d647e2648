"""What a training went through, epoch by epoch."""

from dataclasses import dataclass, replace

import numpy as np

from rnnlib.learning.scores import accuracy, mean_loss


@dataclass(frozen=True)
class History:
    """What a training went through, epoch by epoch. A notebook shows it as a plot."""

    losses: tuple = ()  # mean loss while training
    validation_losses: tuple = ()
    accuracies: tuple = ()  # share of right answers on the validation data
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def best(self):
        """The epoch, from 1, with the smallest validation loss; 0 without validation."""
        return int(np.argmin(self.validation_losses)) + 1 if self.validation_losses else 0

    def after(self, value, model, validation, loss, read):
        """The history with one more epoch."""
        new = {"losses": (*self.losses, value)}
        if validation is not None:
            checked = mean_loss(model, *validation, loss, read)
            new["validation_losses"] = (*self.validation_losses, checked)
            if loss.pairs_with is not None:  # right or wrong: only for the cross-entropies
                right = accuracy(model, *validation, read)
                new["accuracies"] = (*self.accuracies, right)
        return replace(self, **new)

    def line(self, epoch=-1):
        """One epoch in words and numbers."""
        names = {"loss": self.losses, "validation": self.validation_losses}
        names["accuracy"] = self.accuracies
        return ", ".join(f"{name} {v[epoch]:.3f}" for name, v in names.items() if v)

    def plot(self, what="loss"):
        """The loss, or what="accuracy", against the epoch: a picture."""
        from rnnlib.pictures.plots import line_plot

        if what not in ("loss", "accuracy"):
            raise ValueError(f'what = {what!r}, expected "loss" or "accuracy"')
        curves = {"training": self.losses, "validation": self.validation_losses}
        if what == "accuracy":
            curves = {"validation": self.accuracies}
        curves = {name: values for name, values in curves.items() if values}
        if not curves:
            raise ValueError(f"no {what} was measured; fit(…, validation=(x, y)) measures it")
        epochs = np.arange(1, len(self.losses) + 1)
        return line_plot(epochs, curves, x_label="epoch", y_label=what)

    def __str__(self):
        n = len(self.losses)
        shown = sorted({0, n - 1, *range(0, n, max(1, n // 10))}) if n else []
        lines = [f"epoch {i + 1}: {self.line(i)}" for i in shown]
        return "\n".join(lines) or "no epoch was finished"

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        if not self.losses:
            return {"text/plain": str(self)}
        return self.plot()._repr_mimebundle_(include, exclude)
