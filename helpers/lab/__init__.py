"""Opens JupyterLab on the learner's copy of the course, at the notebook that was open last."""

from helpers.lab.opening import CannotOpen, open_lab

__all__ = ["CannotOpen", "open_lab"]
