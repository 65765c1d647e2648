"""Which system calls student code may make: a filter that the kernel runs before each of them.

The kernel has doors that no answer needs and that attacks on kernels used: io_uring, keys, bpf,
tracing, new namespaces, mounts. A refused call fails with an error, as if the right were missing.
The filter is a program of the classic Berkeley packet filter (seccomp(2), bpf(4)); bubblewrap
installs it just before the first line of Python.
"""

import errno
import functools
import platform
import struct
from collections.abc import Iterator

# name -> its number on x86-64 and on 64-bit ARM; None where there is no such call
REFUSED: dict[str, tuple[int | None, int | None]] = {
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "kcmp": (312, 272), "pidfd_getfd": (438, 438),
    "unshare": (272, 97), "setns": (308, 268), "chroot": (161, 51),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "move_mount": (429, 429),
    "open_tree": (428, 428), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "mount_setattr": (442, 442), "quotactl": (179, 60), "acct": (163, 89),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "fanotify_init": (300, 262),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "syslog": (103, 116), "modify_ldt": (154, None),
    "iopl": (172, None), "ioperm": (173, None), "vhangup": (153, 58),
    # memory that no limit counts while nothing maps it
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
}  # fmt: skip
CLONE, CLONE3, PRLIMIT, SOCKET = (56, 220), (435, 435), (302, 261), (41, 198)
NAMESPACES = 0x7E020080  # flags of clone that ask for a namespace of any kind
FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6; others reach past the network's namespace
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER_AT, ARCHITECTURE_AT, FIRST_ARGUMENT_AT = 0, 4, 16  # in struct seccomp_data


def known() -> bool:
    """Whether there is a filter for this machine's processor."""
    return platform.machine() in ARCHITECTURES


@functools.cache
def program(machine: str = "") -> bytes:
    """The filter, as the kernel wants it."""
    lines = list(_lines(*ARCHITECTURES[machine or platform.machine()]))
    return b"".join(struct.pack("<HBBI", *line) for line in lines)


def _lines(which: int, architecture: int) -> Iterator[tuple[int, int, int, int]]:
    """(operation, lines to skip if true, if false, operand); every test ends in a return."""
    yield LOAD, 0, 0, ARCHITECTURE_AT
    yield EQUAL, 1, 0, architecture
    yield RETURN, 0, 0, KILL  # calls of another architecture have other numbers
    yield LOAD, 0, 0, NUMBER_AT
    if which == 0:
        yield AT_LEAST, 0, 1, 0x4000_0000  # x86-64 has a second set of numbers
        yield RETURN, 0, 0, ERROR | errno.EPERM
    for numbers in REFUSED.values():
        if numbers[which] is not None:
            yield EQUAL, 0, 1, numbers[which] or 0
            yield RETURN, 0, 0, ERROR | errno.EPERM
    yield EQUAL, 0, 1, CLONE3[which]  # its flags lie in memory; the C library then uses clone
    yield RETURN, 0, 0, ERROR | errno.ENOSYS
    yield EQUAL, 0, 4, CLONE[which]
    yield LOAD, 0, 0, FIRST_ARGUMENT_AT
    yield ANY_BIT, 0, 1, NAMESPACES
    yield RETURN, 0, 0, ERROR | errno.EPERM
    yield RETURN, 0, 0, ALLOW
    yield EQUAL, 0, 4, PRLIMIT[which]  # one's own limits only, not those of process 1
    yield LOAD, 0, 0, FIRST_ARGUMENT_AT
    yield EQUAL, 1, 0, 0
    yield RETURN, 0, 0, ERROR | errno.EPERM
    yield RETURN, 0, 0, ALLOW
    yield EQUAL, 0, 2 + len(FAMILIES), SOCKET[which]
    yield LOAD, 0, 0, FIRST_ARGUMENT_AT
    for left, family in enumerate(reversed(FAMILIES)):
        yield EQUAL, len(FAMILIES) - left, 0, family
    yield RETURN, 0, 0, ERROR | errno.EAFNOSUPPORT
    yield RETURN, 0, 0, ALLOW
