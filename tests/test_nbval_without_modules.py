"""Tests the plugin that has nbval skip what needs a module that is not there."""

from pathlib import Path

import pytest

from tests import nbval_without_modules as plugin

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("notebook", plugin.NEEDS)
def test_a_notebook_is_skipped_where_one_of_its_modules_is_missing(notebook, monkeypatch):
    assert (ROOT / notebook).exists()
    last = plugin.NEEDS[notebook][-1]
    monkeypatch.setattr(plugin, "find_spec", lambda name: None if name == last else name)
    assert plugin._missing(notebook) == [last]


def test_another_notebook_is_not_skipped(monkeypatch):
    monkeypatch.setattr(plugin, "find_spec", lambda name: None)
    assert plugin._missing("notebooks/00_start_here.ipynb") == []
