"""Looks through the built website for dead links, and for what comes from another machine."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["problems"]

# Attributes whose file the browser gets at once, without a click.
LOADED = {"src", "srcset", "poster", "data", "background"}
LOADED_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect"}
FROM_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
# What a style sheet loads.
IN_STYLE = re.compile(r"(?:url\(\s*|@import\s+)['\"]?((?:https?:)?//[^'\")\s;]+)", re.IGNORECASE)


@dataclass
class Seen:
    """What one page has: its anchors, the places that it links to, and what it loads."""

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()
        self._in_style = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note what one element says."""
        given = {name: value or "" for name, value in attributes}
        seen = self.seen
        seen.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        seen.loaded += [value for name, value in given.items() if name in LOADED]
        seen.styles += [given["style"]] if "style" in given else []
        self._in_style = tag == "style"
        if tag == "link" and LOADED_LINKS & set(given.get("rel", "").split()):
            seen.loaded.append(given.get("href", ""))
        elif tag == "a" and "href" in given:
            seen.links.append(given["href"])
        elif tag == "img" and "alt" not in given:
            seen.wordless.append(given.get("src", "")[:80])

    def handle_data(self, data: str) -> None:
        """Note a style sheet that stands in the page."""
        if self._in_style:
            self.seen.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Note that a style sheet ends."""
        self._in_style = False


def problems(folder: Path) -> list[str]:
    """Return a line for each fault of the pages and style sheets below `folder`.

    Faults are: a link to a file or an anchor that is not there, something that is loaded from
    another machine, and a picture without a text in its place.
    """
    folder = folder.resolve()
    paths = (path for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts)
    pages = {path: _read(path) for path in paths}
    found = [
        f"{path.relative_to(folder).as_posix()}: {problem}"
        for path, seen in pages.items()
        for problem in [*_dead_links(path, seen, pages), *_foreign(seen), *_wordless(seen)]
    ]
    for path in sorted(folder.rglob("*.css")):
        text = path.read_text(encoding="utf-8", errors="replace")
        name = path.relative_to(folder).as_posix()
        found += [f"{name}: loads {address}" for address in IN_STYLE.findall(text)]
    return found


def _read(path: Path) -> Seen:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.seen


def _dead_links(path: Path, seen: Seen, pages: dict[Path, Seen]) -> list[str]:
    found = []
    for link in seen.links + seen.loaded:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.is_file():
            found.append(f"the link {link!r} leads to no file")
        elif parts.fragment and target in pages:
            if unquote(parts.fragment) not in pages[target].anchors:
                found.append(f"the link {link!r} leads to no place of its page")
    return found


def _foreign(seen: Seen) -> list[str]:
    loaded = [address for address in seen.loaded if FROM_ELSEWHERE.match(address)]
    styled = [address for style in seen.styles for address in IN_STYLE.findall(style)]
    return [f"loads {address[:80]}" for address in loaded + styled]


def _wordless(seen: Seen) -> list[str]:
    return [f"the picture {source!r} has no text in its place" for source in seen.wordless]
