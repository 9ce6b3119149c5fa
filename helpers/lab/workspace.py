"""Reads and writes JupyterLab's workspace: what is open in it, and how it is laid out."""

from pathlib import Path

__all__ = ["NAME", "opened_last", "prepare"]

NAME = "course"
LAYOUT = Path(__file__).resolve().parent / "workspace.json"


def prepare(folder: Path) -> Path:
    """Let JupyterLab start with the outline of the open notebook at its left, the first time.

    Returns the folder of workspaces, below the working folder. Raises OSError.
    """
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    workspaces = folder / ".jupyter" / "workspaces"
    workspaces.mkdir(parents=True, exist_ok=True)
    manager = WorkspacesManager(str(workspaces))
    try:
        known = bool(manager.load(NAME)["data"])
    except (ValueError, KeyError, TypeError, AttributeError):
        known = False  # JupyterLab would not start with half a file
    if not known:
        manager.save(NAME, LAYOUT.read_text(encoding="utf-8"))
    return workspaces


def opened_last(folder: Path, workspaces: Path) -> str:
    """Return the path in `folder` of the notebook that was looked at last and is there, or ""."""
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    try:
        data = WorkspacesManager(str(workspaces)).load(NAME)["data"]
        current = data["layout-restorer:data"]["main"].get("current") or ""
        recent = data.get("docmanager:recents", {}).get("opened", [])
        opened = [current.removeprefix("notebook:"), *(entry["path"] for entry in recent)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""  # another JupyterLab's form, or half a file: the first lesson will do
    notebooks = (path for path in opened if path.endswith(".ipynb"))
    return next((path for path in notebooks if (folder / path).is_file()), "")
