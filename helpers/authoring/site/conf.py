"""Sphinx's configuration of the website: how its pages are read, and how they look."""

from typing import Any

from helpers.authoring.site.extension import add_to

__all__ = ["setup"]

project = html_title = "Loops & Threads"
language = "en"
extensions = ["myst_nb"]
exclude_patterns = ["**/.ipynb_checkpoints"]
highlight_language = "none"

# What is stored is shown; no cell is run.
nb_execution_mode = "off"
nb_merge_streams = True
nb_render_markdown_format = "gfm"
nb_render_error_lexer = "text"
nb_code_prompt_show = "Show what comes out"
nb_code_prompt_hide = "Hide what comes out"
nb_ipywidgets_js: dict[str, Any] = {}  # the default would come from another machine

myst_heading_anchors = 4
myst_heading_slug_func = "helpers.authoring.site.pages.anchor"
myst_enable_extensions: list[str] = []

html_theme = "sphinx_book_theme"
html_theme_options = {
    "show_toc_level": 2,
    "use_download_button": False,
    "home_page_in_toc": False,
    "show_navbar_depth": 1,
    "navbar_persistent": [],  # the search stands in the sidebar
}
html_context = {"default_mode": "auto"}  # dark where the reader's system is
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = html_show_sourcelink = False
html_use_index = html_domain_indices = False
html_show_copyright = False
html_last_updated_fmt = None

gettext_compact = False
gettext_uuid = False


def setup(app: Any) -> dict[str, bool]:
    """Add what the pages need beside Sphinx and myst-nb."""
    add_to(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
