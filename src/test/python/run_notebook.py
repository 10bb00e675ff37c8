"""Runs a notebook headless from a copy, in its own folder: run_notebook.py NOTEBOOK EXECUTED [NAME=VALUE ...]

Each NAME=VALUE is set after the cell tagged `parameters`. Prints one JSON object: what the cell tagged `figures` printed,
and the sizes of the pictures in bytes. The executed copy is written to EXECUTED, also when a cell fails.
"""

import base64
import json
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def tagged(notebook, tag):
    return next(i for i, cell in enumerate(notebook.cells) if tag in cell.metadata.get("tags", []))


def main(source, executed, *parameters):
    notebook = nbformat.read(source, as_version=4)
    nbformat.validate(notebook)
    values = "\n".join(f"{name} = {value!r}" for name, value in (p.split("=", 1) for p in parameters))
    notebook.cells.insert(tagged(notebook, "parameters") + 1, nbformat.v4.new_code_cell(values))
    folder = {"metadata": {"path": str(Path(source).resolve().parent)}}
    try:
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources=folder).execute()
    finally:
        nbformat.write(notebook, executed)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    printed = "".join(o.text for o in notebook.cells[tagged(notebook, "figures")].outputs if o.get("name") == "stdout")
    warned = [o.text for o in outputs if o.get("name") == "stderr"]
    figures = json.loads(printed)
    print(json.dumps({"figures": figures, "pictures": [len(base64.b64decode(p)) for p in pictures], "warned": warned}))


main(*sys.argv[1:])
