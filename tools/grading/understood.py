"""What the command understood of a folder, told before anything runs."""

from tools.grading.submissions import Found, HandIn, read, shown

MOST_LINES = 12  # of files that belong to nobody


def in_short(found: Found) -> str:
    """One line: "42 students, 5 exercises, layout: Moodle"."""
    students, exercises = len(found.hand_ins), len(found.exercises)
    about = f"{students} student{'s' * (students != 1)}, "
    about += f"{exercises} exercise{'s' * (exercises != 1)}, layout: {found.layout}"
    absent = sum(not hand_in.files for hand_in in found.hand_ins)
    return about + (f"; {absent} handed in nothing that can be read" if absent else "")


def beside(found: Found) -> list[str]:
    """Sentences on what lay there and is nobody's."""
    lines = [f"  belongs to nobody: {name}" for name in found.unplaced[:MOST_LINES]]
    if len(found.unplaced) > MOST_LINES:
        lines.append(f"  … and {len(found.unplaced) - MOST_LINES} more that belong to nobody")
    if found.by_products:
        lines.append(f"  {found.by_products} files and folders of systems and programs, left out")
    return lines


def in_full(found: Found) -> str:
    """A line for each student, with all that lay there: what `--check` prints."""
    lines = [in_short(found), *(_line(hand_in) for hand_in in found.hand_ins), *beside(found)]
    return "\n".join([*lines, "Nothing was run and nothing was written."])


def _line(hand_in: HandIn) -> str:
    submission = read(hand_in)
    files = [f"{name} ({shown(hand_in.files[name].path.name)})" for name in submission.cells]
    parts = [", ".join(files) or "nothing that can be graded"]
    if hand_in.left:
        parts.append(f"not read: {', '.join(hand_in.left)}")
    parts += [f"LOOK: {problem}" for problem in submission.problems]
    return f"  {hand_in.student}: " + "\n      ".join(parts)
