"""The table of the points: what the checks say, what people say, and which of both counts."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rnnlib.exercises.register import all_exercises
from tools.grading import tables
from tools.grading.by_hand import COMMENT, PAGE, SAYS, STUDENT, Cells, Kept
from tools.grading.results import Result, Run, file_name

POINTS, OUT_OF, LOOK = "points", "out of", "to look at"


def by_hand(exercise: str) -> str:
    """The column for points that a person gives in an exercise."""
    return f"{exercise} by hand"


def out_of(run: Run) -> int:
    """All points that can be had, by check and by hand."""
    return sum(all_exercises()[name].points for name in run.exercises)


@dataclass(frozen=True)
class Row:
    """The marks of one student: a person's word stands before the machine's."""

    run: Run
    result: Result
    entered: Cells

    @cached_property
    def machine(self) -> Cells:
        """What the checks say, for each column of theirs."""
        result, names = self.result, self.run.exercises
        said = {name: "" if result.failed else str(result.points_in(name)) for name in names}
        given = [self._number(name, said) for name in names]
        given += [tables.number(self.entered.get(by_hand(name), "")) for name in names]
        numbers = [number for number in given if number is not None]
        said[POINTS] = tables.plain(sum(numbers)) if numbers else ""
        said[OUT_OF] = "" if result.failed and not numbers else str(out_of(self.run))
        said[LOOK] = " ".join((*result.to_look_at, *self._unread()))
        return said

    def _number(self, column: str, said: Cells) -> float | None:
        return tables.number(self.entered.get(column) or said[column])

    def _unread(self) -> Iterator[str]:
        for name in self.run.exercises:
            for column in (name, by_hand(name)):
                text = self.entered.get(column, "")
                if text and tables.number(text) is None:
                    yield f"{column} is '{text}', which is no number: it counts 0."

    def cell(self, column: str) -> str:
        """What stands in a column."""
        return self.entered.get(column) or self.machine.get(column, "")

    @property
    def points(self) -> float:
        """The sum that counts; 0 where nothing is known yet."""
        return tables.number(self.cell(POINTS)) or 0.0

    def points_in(self, exercise: str) -> str:
        """What counts in one exercise, points by hand included."""
        given = (self.cell(exercise), self.entered.get(by_hand(exercise), ""))
        numbers = [number for text in given if (number := tables.number(text)) is not None]
        return tables.plain(sum(numbers)) if numbers else self.cell(exercise)

    def corrected(self) -> list[tuple[str, str, str]]:
        """(column, what a person says, what the checks say)."""
        return [(c, self.entered[c], said) for c, said in self.machine.items()
                if self.entered.get(c) and not tables.same(self.entered[c], said)]  # fmt: skip


def columns_of(run: Run) -> list[str]:
    """The columns of this run, without those that people added."""
    hand = [by_hand(name) for name in run.exercises if all_exercises()[name].by_hand]
    return [*run.exercises, POINTS, OUT_OF, *hand, COMMENT, LOOK, SAYS]


def rows(run: Run, results: list[Result], kept: Kept) -> list[Row]:
    """A row for each student."""
    return [Row(run, result, dict(kept.of(result.student))) for result in results]


def absent(table: list[Row], kept: Kept) -> dict[str, Cells]:
    """What was entered for students of whom there is no hand-in any more."""
    here = {row.result.student for row in table}
    return {name: cells for name, cells in kept.edits.items() if cells and name not in here}


def cells_of(row: Row, kept: Kept) -> Cells:
    """All cells of a row as they are written, the person's own columns included."""
    says = "; ".join(f"{column}: {said or 'nothing'}" for column, _, said in row.corrected())
    cells = {column: row.cell(column) for column in [*columns_of(row.run), *kept.extra]}
    return cells | {SAYS: says, PAGE: f"feedback/{file_name(row.result.student)}.html"}


def as_csv(run: Run, table: list[Row], kept: Kept) -> str:
    """The table as text; the rows that people added stand below."""
    mine = columns_of(run)
    extra = [column for column in kept.extra if column not in mine]
    head = [STUDENT, *mine[:-2], *extra, *mine[-2:], PAGE]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, head, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    for row in table:
        _write(writer, {STUDENT: row.result.student, **cells_of(row, kept)})
    for student, cells in [*absent(table, kept).items(), *kept.strangers.items()]:
        _write(writer, {**cells, STUDENT: student})
    return stream.getvalue()


def as_written(table: list[Row], kept: Kept) -> dict[str, Cells]:
    """The cells of each student as they stand in the file."""
    cells = {row.result.student: cells_of(row, kept) for row in table} | absent(table, kept)
    return {student: _safe(mine) for student, mine in cells.items()}


def _write(writer: csv.DictWriter, cells: Cells) -> None:
    writer.writerow(_safe(cells))


def _safe(cells: Cells) -> Cells:
    return {column: no_formula(text) for column, text in cells.items()}


def no_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula; names come from the students."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return tables.number(text) is not None
