"""nbformat is imported without a grammar that takes a second, and works as before."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from helpers.quick_import import without_grammar
with without_grammar():
    import nbformat
assert "rfc3987_syntax" not in sys.modules, "imported, or left blocked"
nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]))
try:
    nbformat.validate({"nbformat": 4, "nbformat_minor": 5, "metadata": 3, "cells": []})
except nbformat.ValidationError:
    print("refused")
sys.modules["rfc3987_syntax"] = sys  # as if somebody had imported it
with without_grammar():
    assert sys.modules["rfc3987_syntax"] is sys
"""


def test_the_grammar_is_not_parsed_and_is_left_as_it_was():
    pytest.importorskip("rfc3987_syntax")
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "refused\n"), done.stderr
