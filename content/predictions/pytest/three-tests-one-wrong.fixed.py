import pytest


def test_total():
    assert sum([300, 200]) == 501


def test_total_of_nothing():
    assert sum([]) == 0


def test_total_of_one():
    assert sum([300]) == 300


class Report:
    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            print(report.nodeid.split("::")[1], report.outcome)


if __name__ == "__main__":
    quiet = ["--disable-plugin-autoload", "-p", "no:terminal", "-p", "no:cacheprovider"]
    pytest.main([*quiet, __file__], plugins=[Report()])
