"""From facts to words, without any concurrency."""

from helpers.grading.verdict import PASS, Facts, Rule, Verdict, decide

RULES = (
    Rule("LATE", lambda f: f.late > 1, "{late} s", "1 s", "start earlier.", ("a", "b", "c")),
    Rule("HUNG", lambda f: True, "{where}", "an end", "end it.", ("a", "b", "c"), "stopped"),
)


def verdict(**facts):
    return decide("09.a", Facts(facts), RULES, "took {late} s")


def test_the_first_rule_that_applies_wins():
    assert verdict(outcome="returned", late=3) == Verdict(
        "09.a", "LATE", "3 s", "1 s", "start earlier."
    )


def test_no_rule_is_a_pass():
    assert verdict(outcome="returned", late=1) == Verdict("09.a", PASS, "took 1 s")


def test_a_rule_applies_only_to_its_outcome():
    assert verdict(outcome="stopped", where="here").code == "HUNG"
    assert verdict(outcome="exited", how="exit 3").code == "EXITED"


def test_an_error_quotes_the_learners_line():
    error = {"type": "NameError", "message": "name 'x' is not defined", "line": "return x"}
    found = verdict(outcome="returned", late=0, error=error)
    assert found.code == "ERROR"
    assert "NameError: name 'x' is not defined\nin your line: return x" == found.seen


def test_text_and_html_say_the_same_words():
    found = Verdict("09.a", "LATE", "a <b> & c", "d", "e")
    assert str(found).splitlines() == [
        "✗ 09.a  LATE",
        "  seen    a <b> & c",
        "  wanted  d",
        "  next    e",
    ]
    assert "a &lt;b&gt; &amp; c" in found._repr_html_()


def test_long_words_are_wrapped():
    found = Verdict("09.a", "LATE", "word " * 60)
    assert max(map(len, str(found).splitlines())) <= 100
