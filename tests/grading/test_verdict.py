"""From facts to words, without any concurrency."""

from helpers.grading.verdict import GRADER_FAULT, PASS, TAMPERED, Facts, Rule, Verdict, decide

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


RUNS = {
    "first": {"late": 0, "trace": "one"},
    "second": {"late": 3, "trace": "two"},
    "trace": "one",
}


def test_the_run_that_the_rule_looked_at_last_is_drawn():
    look = Rule("LATE", lambda f: f.first["late"] or f.second["late"], "", "", "", ("",) * 3)
    found = decide("09.a", Facts(RUNS, outcome="returned"), [look], "")
    assert (found.code, found.trace) == ("LATE", "two")


def test_the_whole_is_drawn_where_no_rule_looked_at_a_run():
    look = Rule("LATE", lambda f: f.second["late"] > 3, "", "", "", ("",) * 3)
    found = decide("09.a", Facts(RUNS, outcome="returned"), [look], "")
    assert (found.code, found.trace) == (PASS, "one")


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
    assert max(map(len, str(found).splitlines())) <= 92


def test_a_report_has_at_most_twelve_lines():
    found = Verdict("09.a", "LATE", "word " * 300, "word " * 300, "word\n" * 300, "word " * 300)
    lines = str(found).splitlines()
    assert len(lines) == 12
    assert max(map(len, lines)) <= 92
    assert [line[-1] for line in lines if line.endswith("…")] == ["…"] * 4


def test_a_rule_that_meets_odd_facts_is_the_graders_fault():
    found = verdict(outcome="returned")  # late is None: None > 1 raises
    assert found.code == GRADER_FAULT
    assert found.task == "09.a"
    assert "your answer was not judged" in found.seen


def test_words_that_cannot_be_made_are_the_graders_fault():
    rules = (Rule("LATE", lambda f: True, "{outcome:zz}", "", "", ("a", "b", "c")),)
    assert decide("09.a", Facts(outcome="returned"), rules, "").code == GRADER_FAULT


def test_rules_do_not_ask_for_facts_that_an_error_kept_from_being_gathered():
    error = {"type": "NameError", "message": "x", "line": "x"}
    rules = (Rule("OFF_LOOP", lambda f: not f.on_loop, "", "", "", ("a", "b", "c")), *RULES)
    facts = Facts(outcome="returned", error=error)
    assert decide("09.a", facts, rules, "").code == "ERROR"


def test_an_answer_that_tampered_never_passes_and_is_no_fault_of_the_grader():
    said = ["it replaced time.sleep"]
    assert verdict(outcome="returned", late=0, tampered=said).code == TAMPERED
    assert verdict(outcome="returned", tampered=said).code == TAMPERED
    assert verdict(outcome="returned", fault="ValueError: x", tampered=said).code == TAMPERED


def test_what_a_library_replaced_counts_only_if_no_rule_knows_better():
    facts = {"outcome": "returned", "tampered": ["it replaced time.sleep"], "by_library": True}
    assert verdict(late=3, **facts).code == "LATE"
    assert verdict(late=0, **facts).code == TAMPERED
