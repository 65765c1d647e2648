"""What a kernel in the browser does before the first cell: IPython runs this file by itself."""

import re

import pyodide_js
from pyodide_kernel import kernel
from tqdm import tqdm

# What asks for a package only when its data are wanted, so that no `import` in a cell names it.
BRINGS = {
    "faker": r"surnames|first_names",
    "num2words": r"number_words",
    "scikit-learn": r"spelled_digits",
}

tqdm.monitor_interval = 0  # no threads here, and so none that watches the progress bar


async def _bring(code, from_imports=kernel._load_packages_from_imports):
    """Bring the packages that a cell imports, and those that its names need."""
    await from_imports(code)
    wanted = [package for package, names in BRINGS.items() if re.search(rf"\b({names})\b", code)]
    if wanted:
        await pyodide_js.loadPackage(wanted)


kernel._load_packages_from_imports = _bring
del re, pyodide_js, kernel, tqdm
