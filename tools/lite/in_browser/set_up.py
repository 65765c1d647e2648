"""What a kernel in the browser does before the first cell: a start-up file of IPython calls it."""

import re

import pyodide_js
from pyodide_kernel import kernel
from tqdm import tqdm

# What asks for a package only when its data are wanted, so that no `import` in a cell names it.
BRINGS = {
    "faker": r"surnames|first_names",
    "num2words": r"number_words",
    "scikit-learn": r"spelled_digits",
    "fonttools": r"pdf|ps|eps",  # the end of a file's name, for savefig
}


def set_up():
    """Let cells bring what they need, and nothing warn of threads, which are not to be had here."""
    tqdm.monitor_interval = 0  # no thread that watches the progress bar
    from_imports = kernel._load_packages_from_imports

    async def bring(code):
        await from_imports(code)
        if found := packages_of(code):
            await pyodide_js.loadPackage(found)

    kernel._load_packages_from_imports = bring


def packages_of(code):
    """The packages that the names in a cell will ask for."""
    return [package for package, names in BRINGS.items() if re.search(rf"\b({names})\b", code)]
