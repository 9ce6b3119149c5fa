"""All words of a lesson can be translated: a build in a made-up language leaves none in English."""

import re

import pytest

from helpers.authoring import Course
from helpers.authoring.site import build_messages, build_site

LESSON = "notebooks/01_event_loops"
BLOCK = re.compile(r"<(p|h1|h2|h3|summary|th|td)(?: [^>]*)?>(.*?)</\1>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")
THE_SITES = re.compile(r"(Show|Hide) what comes out")  # no words of the lesson


@pytest.fixture(scope="module")
def translated(tmp_path_factory) -> str:
    """The page of one lesson, each of whose messages is put in brackets."""
    pofile = pytest.importorskip("babel.messages.pofile", reason="needs the tools of the website")
    pytest.importorskip("myst_nb", reason="needs the tools of the website")
    folder = tmp_path_factory.mktemp("translation")
    templates = build_messages(Course(), folder)
    with (templates / f"{LESSON}.pot").open("rb") as file:
        catalog = pofile.read_po(file)
    for message in catalog:
        if message.id:
            message.string = f"⟦{message.id}⟧"
    target = folder / "locales" / "eo" / "LC_MESSAGES" / f"{LESSON}.po"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        pofile.write_po(file, catalog)
    first = build_site(Course(), folder, language="eo", locales=folder / "locales")
    return (first.parent / f"{LESSON}.html").read_text(encoding="utf-8")


def test_no_words_of_the_lesson_stay_in_english(translated):
    article = translated[translated.index("<article") : translated.index("</article>")]
    blocks = [THE_SITES.sub("", TAGS.sub("", inner)) for _, inner in BLOCK.findall(article)]
    words = [text for text in blocks if text.strip()]
    assert len(words) > 100
    assert [text for text in words if "⟦" not in text] == []


def test_links_of_a_translated_lesson_lead_where_they_did(translated):
    assert 'href="../exercises/01_event_loops.html"' in translated
    assert 'lang="eo"' in translated
