"""Five prices, two of which the parser gets wrong: what do a loop, parameters and subtests report?"""

import pytest

pytest_plugins = ["pytester"]

SHARED = '''
import pytest

CASES = {
    "plain": ("12", 1200),
    "comma": ("1,50", 150),
    "spaces": (" 3 ", 300),
    "zero": ("0", 0),
    "thousands": ("1.000", 100000),
}

def cents(text):
    """Right for three of the five."""
    return int(float(text) * 100)

@pytest.fixture
def database():
    print("SETUP")
'''

LOOP = """
def test_cents(database):
    for text, expected in CASES.values():
        assert cents(text) == expected
"""

PARAMETERS = """
@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_cents(database, text, expected):
    assert cents(text) == expected
"""

SUBTESTS = """
def test_cents(database, subtests):
    for name, (text, expected) in CASES.items():
        with subtests.test(name):
            assert cents(text) == expected
"""


@pytest.fixture
def play(pytester, monkeypatch, capsys):
    """Run a small test file in a pytest session of its own and return what it reported."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def run(source: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(SHARED + source)
        result = pytester.runpytest("-s", "-v", *options)
        capsys.readouterr()
        return result

    return run


@pytest.mark.parametrize(
    ("way", "source", "failures_named", "setups"),
    [("loop", LOOP, 0, 1), ("parameters", PARAMETERS, 2, 5), ("subtests", SUBTESTS, 2, 1)],
    ids=["loop", "parameters", "subtests"],
)
def test_what_the_report_names(play, way, source, failures_named, setups):
    result = play(source)
    summary = [line for line in result.outlines if line.startswith(("FAILED", "SUBFAILED"))]
    named = [
        name for name in ("plain", "comma", "spaces", "zero", "thousands") if any(name in line for line in summary)
    ]
    assert len(named) == failures_named
    assert sum(line.count("SETUP") for line in result.outlines) == setups
    print(f"{way}: names {named or 'no case'}, {setups} setup(s)")


def test_a_loop_stops_at_the_first_wrong_case(play):
    result = play(LOOP)
    assert result.stdout.str().count("could not convert string to float: '1,50'") >= 1
    assert "1.000" not in "".join(line for line in result.outlines if line.startswith("E "))


def test_one_parameter_can_be_run_alone(play):
    result = play(PARAMETERS, "-k", "thousands")
    result.assert_outcomes(failed=1, deselected=4)


def test_stacked_parameters_multiply(play):
    source = "\n".join(f'@pytest.mark.parametrize("{name}", range({n}))' for name, n in (("a", 4), ("b", 3), ("c", 2)))
    result = play(source + "\ndef test_all(database, a, b, c): pass")
    result.assert_outcomes(passed=24)
    print("4 x 3 x 2 parameters: 24 tests, 24 setups")


def test_a_parameter_is_handed_over_without_a_copy(play):
    source = """
CART = ["cup"]

@pytest.mark.parametrize("cart", [CART])
def test_add(cart):
    cart.append("pen")

@pytest.mark.parametrize("cart", [CART])
def test_count(cart):
    assert len(cart) == 1
"""
    play(source).assert_outcomes(passed=1, failed=1)
    play(source, "-k", "test_count").assert_outcomes(passed=1, deselected=1)
