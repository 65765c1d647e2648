"""The files of a folder or a zip, found and read without following or unpacking anything.

A zip is looked into where it lies and nothing is written to the disk, so no name in it can reach
outside. Names that try are refused all the same, with the reason.
"""

import contextlib
import io
import os
import stat
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import IO

MEGABYTE = 1_000_000
LARGEST = 200 * MEGABYTE  # one file
MOST_FILES = 20_000  # in one folder or zip
DEEPEST = 8  # folders in folders
LARGEST_ZIP = 50 * MEGABYTE  # of one student: its list of members is read into memory
RATIO = 1000  # no real notebook can be packed tighter
ZIPS_IN_ZIPS = 2  # a zip of the class, of a student, and one more that the student put into it
MOST_ZIPS = 20  # that one student's zip may hold
BY_PRODUCTS = ("__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", "node_modules")


@dataclass(frozen=True)
class Entry:
    """One file: where it stands in the tree, and how to get at it."""

    path: PurePosixPath  # a zip counts as a folder of its name
    file: Path  # on the disk
    inside: tuple[str, ...] = ()  # names of zip members, from the outside in
    time: tuple[int, ...] = ()  # when it was changed: year, month, day, hour, minute, second
    size: int = 0  # bytes, as its folder or zip says


@dataclass(frozen=True)
class Refused:
    """One file or folder that is not read, and why."""

    path: PurePosixPath
    reason: str


@dataclass(frozen=True)
class Folder:
    """A folder was seen, even if it is empty."""

    path: PurePosixPath


@dataclass(frozen=True)
class ByProduct:
    """Something that a system or a program left behind; nobody handed it in."""

    path: PurePosixPath


Seen = Entry | Refused | Folder | ByProduct


def walk(place: Path) -> Iterator[Seen]:
    """Everything below a folder, or in a zip file, in the order of the names."""
    if place.is_dir():
        yield from _folder(place, PurePosixPath(), 0)
    else:
        yield from _zip(Entry(PurePosixPath(), place), ZIPS_IN_ZIPS)


def _folder(folder: Path, path: PurePosixPath, depth: int) -> Iterator[Seen]:
    try:
        items = sorted(os.scandir(folder), key=lambda item: item.name)
    except OSError as error:
        yield Refused(path, f"cannot be opened ({error.strerror})")
        return
    if depth > DEEPEST or len(items) > MOST_FILES:
        yield Refused(path, f"holds more than {MOST_FILES:,} files or {DEEPEST} folders in a row")
        return
    for item in items:
        if _left_out(item.name):
            yield ByProduct(path / item.name)
        else:
            yield from _item(item, path / item.name, depth)


def _item(item: os.DirEntry, path: PurePosixPath, depth: int) -> Iterator[Seen]:
    suffix = path.suffix.lower()
    if item.is_symlink():
        yield Refused(path, "is a symbolic link, and links are not followed")
    elif item.is_dir():
        yield Folder(path)
        yield from _folder(Path(item.path), path, depth + 1)
    elif item.stat().st_size > _most(path):
        yield Refused(path, _too_large(item.stat().st_size, path))
    else:
        changed = time.localtime(item.stat().st_mtime)[:6]
        entry = Entry(path, Path(item.path), (), tuple(changed), item.stat().st_size)
        yield from _zip(entry, ZIPS_IN_ZIPS) if suffix == ".zip" else [entry]


def _zip(zipped: Entry, deeper: int) -> Iterator[Seen]:
    """The members of a zip, and of zips in it, `deeper` levels down."""
    path = zipped.path.with_suffix("") if zipped.path.name else zipped.path
    if path.name:
        yield Folder(path)
    try:
        with _opened(zipped) as stream, zipfile.ZipFile(_seekable(stream)) as archive:
            members = archive.infolist()
    except Exception as error:  # zipfile, zlib, lzma and bz2 each have errors of their own
        yield Refused(zipped.path, f"cannot be opened as a zip file ({error})")
        return
    if len(members) > MOST_FILES:
        yield Refused(zipped.path, f"holds more than {MOST_FILES:,} files")
        return
    zips = 0
    for member in sorted(members, key=lambda member: member.filename):
        zips += member.filename.lower().endswith(".zip")
        if zips > MOST_ZIPS and len(zipped.inside) + 1 >= ZIPS_IN_ZIPS:
            yield Refused(zipped.path, f"holds more than {MOST_ZIPS} zip files")
            return
        yield from _member(zipped, path, member, deeper)


def _member(
    zipped: Entry, path: PurePosixPath, member: zipfile.ZipInfo, deeper: int
) -> Iterator[Seen]:
    name = PurePosixPath(_name(member))
    if any(_left_out(part) for part in name.parts):
        yield ByProduct(path / name)
        return
    reason = _danger(member, name)
    inside = (*zipped.inside, member.filename)
    entry = Entry(path / name, zipped.file, inside, tuple(member.date_time), member.file_size)
    if reason:
        inner = name.name if name.is_absolute() or ".." in name.parts else name
        yield Refused(path / inner, reason)
    elif member.is_dir() or member.filename.endswith("\\"):
        yield Folder(path / name)
    elif name.suffix.lower() != ".zip":
        yield entry
    elif deeper:
        yield from _zip(entry, deeper - 1)
    else:
        yield Refused(path / name, "is a zip in a zip in a zip, which is not opened: unpack it")


def _danger(member: zipfile.ZipInfo, name: PurePosixPath) -> str:
    """Why a member is refused; empty if it is not."""
    shown = member.filename
    if name.is_absolute() or ".." in name.parts or ":" in shown[:3]:
        return f"has the name {shown!r} in its zip file, which leads out of the folder"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a symbolic link in a zip file, and links are not followed"
    if member.flag_bits & 1:
        return "is locked with a password in its zip file"
    if member.file_size > _most(name):
        return _too_large(member.file_size, name)
    if member.file_size > max(MEGABYTE, RATIO * member.compress_size):
        return f"is packed more than {RATIO} times smaller than it is, as only a zip bomb would be"
    return ""


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name: folders may be parted by \\, and few programs say which code they use."""
    return _decoded(member).replace("\\", "/")


def _decoded(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeError:  # Python knew better
        return member.filename
    return unpacked_name(raw, windows=member.create_system == 0)


def unpacked_name(raw: bytes, *, windows: bool) -> str:
    """The text of a name: UTF-8, or the first code page in which all its signs are letters.

    A zip does not say which code page its Windows had, so this is a guess; only names depend on it.
    """
    with contextlib.suppress(UnicodeError):
        return raw.decode("utf-8")
    pages = ("cp437", "cp850", "cp1252") if windows else ("cp1252", "cp437", "cp850")
    for page in (*pages, "cp852", "cp866"):
        with contextlib.suppress(UnicodeError):
            text = raw.decode(page)
            kinds = {unicodedata.name(c, "?").split()[0] for c in text if not c.isascii()}
            odd = any(a.islower() and b.isupper() for a, b in pairwise(text))
            letters = all(c.isascii() or c.isalpha() for c in text)
            if kinds in ({"LATIN"}, {"CYRILLIC"}) and letters and not odd:
                return text
    return raw.decode("cp437")


def _left_out(name: str) -> bool:
    """Hidden files and by-products; a name that begins with two points is looked at."""
    return (name.startswith(".") and not name.startswith("..")) or name in BY_PRODUCTS


def _most(path: PurePosixPath) -> int:
    return LARGEST_ZIP if path.suffix.lower() == ".zip" else LARGEST


def _too_large(size: int, path: PurePosixPath) -> str:
    most, remedy = _most(path) // MEGABYTE, "clear its outputs"
    if path.suffix.lower() == ".zip":
        remedy = "leave the data out of it"
    return f"has {size / MEGABYTE:,.0f} MB, and at most {most} MB are read: {remedy}"


def read(entry: Entry) -> bytes:
    """The content of a file; ValueError with the reason if it cannot be had."""
    try:
        with _opened(entry) as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror or error})") from None
    except Exception as error:  # zipfile, zlib, lzma and bz2 each have errors of their own
        raise ValueError(f"cannot be unpacked ({type(error).__name__}: {error})") from None
    if len(content) > LARGEST:
        raise ValueError(_too_large(len(content), entry.path))
    return content


@contextlib.contextmanager
def _opened(entry: Entry) -> Iterator[IO[bytes]]:
    """Open the file on the disk and go through its zips to the member that is meant."""
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(_ordinary_file(entry.file))
        for name in entry.inside:
            archive = stack.enter_context(zipfile.ZipFile(_seekable(stream)))
            stream = stack.enter_context(archive.open(name))
        yield stream


def _seekable(stream: IO[bytes]) -> IO[bytes]:
    """A zip in a zip is taken into memory, for its list of members stands at its end."""
    if not isinstance(stream, zipfile.ZipExtFile):
        return stream
    content = stream.read(LARGEST_ZIP + 1)
    if len(content) > LARGEST_ZIP:
        raise OSError("the zip in the zip is larger than it says")
    return io.BytesIO(content)


def _ordinary_file(path: Path) -> IO[bytes]:
    """Open a file without following a link and without waiting for whoever writes into a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    number = os.open(path, flags | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError("it is not an ordinary file")
    return os.fdopen(number, "rb")
