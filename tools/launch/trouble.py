"""What can go wrong outside this project, each with one sentence that says what to do."""

import errno


class Trouble(Exception):
    """Something that the reader can put right; its text is one sentence with the remedy."""


class Offline(Trouble):
    """The package index could not be reached; what is installed was not touched."""


DISK = "The disk is full: make room (the course needs about 1 GB) and run the same command again."
READ_ONLY = (
    "The course's folder cannot be written to: copy it to a place of your own, for example your "
    "home folder, and run the same command there."
)
NETWORK = (
    "Could not reach the package index: connect to the internet (or set your proxy) and run the "
    "same command again."
)
CERTIFICATE = (
    "The package index could not be trusted (certificate check failed): see that the computer's "
    "clock is right and that your network's own certificate is known to pip, and run the same "
    "command again."
)
NO_VENV = (
    "This Python comes without its venv module: install it (on Debian and Ubuntu: sudo apt install "
    "python3-venv) and run the same command again."
)
OTHER = "Setting up did not work: look at the end of the log, and run the same command again."

# In the order in which they are looked for: a full disk also breaks connections, not vice versa.
SIGNS = (
    (DISK, ("No space left on device", "not enough space on the disk", "Disk quota exceeded")),
    (NO_VENV, ("because ensurepip is not", "No module named venv", "No module named ensurepip")),
    (CERTIFICATE, ("CERTIFICATE_VERIFY_FAILED", "invalid peer certificate", "UnknownIssuer")),
    (
        NETWORK,
        (
            "Failed to establish a new connection",
            "NewConnectionError",
            "NameResolutionError",
            "name resolution",
            "Max retries exceeded",
            "after connection broken by",
            "ConnectTimeout",
            "ReadTimeout",
            "ProxyError",
            "error sending request",
            "Failed to fetch",
            "dns error",
            "tcp connect error",
        ),
    ),
    (READ_ONLY, ("Read-only file system", "Permission denied", "Access is denied", "[Errno 13]")),
)


def explain_output(output: str) -> str:
    """Return the sentence for the output of a failed pip, uv or venv; only its end counts."""
    end = "\n".join(output.splitlines()[-40:]).lower()
    for sentence, signs in SIGNS:
        if any(sign.lower() in end for sign in signs):
            return sentence
    return OTHER


def explain_os_error(error: OSError) -> str:
    """Return the sentence for a file that could not be read or written."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return DISK
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return READ_ONLY.removesuffix(".") + f"{where}."
    return f"The system said '{error.strerror or error}'{where}: put that right and run it again."
