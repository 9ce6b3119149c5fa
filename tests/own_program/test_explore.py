"""`python -m helpers explore`, and the fixtures for the reader's own tests."""

import pytest

from tests.own_program.commands import helpers, script

pytest_plugins = ["pytester", "helpers.own_program.pytest_plugin"]

BANK = """\
import asyncio
class Bank:
    def __init__(self):
        self.a = self.b = 10
def there(bank):
    seen = bank.a
    bank.a = seen - 1
    bank.b += 1
def back(bank):
    seen = bank.a
    bank.a = seen + 1
    bank.b -= 1
async def slowly(bank):
    seen = bank.a
    await asyncio.sleep(0)
    bank.a = seen - 1
    bank.b += 1
def is_whole(bank):
    return bank.a + bank.b == 20
RATE = 3
"""
WHOLE = ["--setup", "bank.py:Bank", "--check", "bank:is_whole"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["bank.py:there", "bank.py:back", *WHOLE], 1, "20 schedules: 12 failed"),
        (["bank.py:there", *WHOLE], 1, "=> wrong result"),
        (["bank:slowly", *WHOLE], 1, "6 schedules: 4 failed"),
        (["bank:there", "bank:back", "--setup", "bank:Bank"], 0, "20 schedules: 0 failed"),
        (["bank:nowhere"], 2, "bank has no nowhere; check its spelling"),
        (["bonk:there"], 2, "there is no module bonk here; was bonk.py meant?"),
        (["bonk.py:there"], 2, "there is no file bonk.py"),
        (["there"], 2, "'there' names no function; write module:function"),
        (["bank:RATE"], 2, "bank:RATE is no function, but 3; name a function"),
        (["bank:there", "bank:slowly", *WHOLE], 2, "explore threads or tasks"),
        (["bank:slowly", "--access", *WHOLE], 2, "--access is for threads"),
    ],
)
def test_what_is_found_is_told(tmp_path, words, code, said):
    script(tmp_path, "bank.py", BANK)
    done = helpers(tmp_path, "explore", *words)
    assert (done.code, said in done.out + done.err) == (code, True), done


class Counter:
    def __init__(self):
        self.n = 0


def add(counter):
    seen = counter.n
    counter.n = seen + 1


def test_time_is_virtual(virtual_time):
    import asyncio
    import time

    async def main():
        await asyncio.sleep(3)
        return time.monotonic()

    assert virtual_time(main()) == 3


def test_every_order_is_right(explore_all):
    assert explore_all(Counter, add, check=lambda counter: counter.n == 1).complete


def test_a_wrong_order_is_shown_in_the_failure(pytester):
    pytester.makeconftest('pytest_plugins = ["helpers.own_program.pytest_plugin"]')
    pytester.makepyfile("""
        class Counter:
            n = 0

        def add(counter):
            seen = counter.n
            counter.n = seen + 1

        def test_two(explore_all):
            explore_all(Counter, add, add, check=lambda counter: counter.n == 2)

        def test_not_all(explore_all):
            explore_all(Counter, add, add, limit=2)
    """)
    result = pytester.runpytest_inprocess("-p", "no:nbval", "-p", "no:xdist")
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["6 schedules: 4 failed", "=> wrong result"])
    result.stdout.fnmatch_lines(["not every order was tried: *"])
