"""Where a broad except belongs, and what it costs everywhere else."""

import logging
from collections.abc import Callable

import pytest

PRICES = {"tea": 990}


class SupplierDown(Exception):
    pass


def price_broad(sku: str, ask: Callable[[str], int]) -> int | None:
    try:
        return ask(sku)
    except Exception:
        return None  # "no price known"


def price_narrow(sku: str, ask: Callable[[str], int]) -> int | None:
    try:
        return ask(sku)
    except KeyError:
        return None


def known(sku: str) -> int:
    return PRICES[sku]


def mistyped(sku: str) -> int:
    return PRICE[sku]  # noqa: F821 - the bug


def down(sku: str) -> int:
    raise SupplierDown(sku)


@pytest.mark.parametrize("ask", [known, mistyped, down], ids=lambda ask: ask.__name__)
def test_a_broad_except_gives_three_different_things_one_answer(ask):
    broad = price_broad("rum", ask)
    try:
        narrow = str(price_narrow("rum", ask))
    except Exception as error:
        narrow = type(error).__name__
    print(f"{ask.__name__}: broad {broad}, narrow {narrow}")
    assert broad is None
    assert narrow == {"known": "None", "mistyped": "NameError", "down": "SupplierDown"}[ask.__name__]


def discount(customer: dict[str, str]) -> int:
    return {"gold": 20}[customer["tier"]]  # KeyError for two different reasons


def test_narrow_also_means_few_lines_in_the_try():
    def wide(customers: dict[str, dict[str, str]], name: str) -> int:
        try:
            return discount(customers[name])
        except KeyError:
            return 0  # "unknown customer"

    def tight(customers: dict[str, dict[str, str]], name: str) -> int:
        try:
            customer = customers[name]
        except KeyError:
            return 0
        return discount(customer)

    customers = {"ada": {"tier": "golden"}}  # a tier that nobody defined
    print("wide try, customer with a broken tier:", wide(customers, "ada"), "% discount and no error")
    with pytest.raises(KeyError, match="golden"):
        tight(customers, "ada")


def work_off(jobs: list[Callable[[], None]], log: logging.Logger) -> dict[str, int]:
    """The edge of a worker: one bad job must not end it, and none may vanish."""
    done = {"ok": 0, "failed": 0}
    for job in jobs:
        try:
            job()
        except Exception:
            log.exception("job %s failed", job.__name__)
            done["failed"] += 1
        else:
            done["ok"] += 1
    return done


good = dict  # a job that succeeds


def bad() -> None:
    raise SupplierDown("tea")


def test_at_the_edge_broad_is_right_and_it_reports(caplog):
    with caplog.at_level(logging.ERROR):
        done = work_off([good, bad, good], logging.getLogger("worker"))
    print(done, "| tracebacks in the log:", sum(record.exc_info is not None for record in caplog.records))
    assert done == {"ok": 2, "failed": 1}


def stop() -> None:
    raise KeyboardInterrupt


def test_even_the_edge_lets_the_order_to_stop_through(caplog):
    with pytest.raises(KeyboardInterrupt):
        work_off([good, stop, good], logging.getLogger("worker"))
    assert not any(issubclass(error, Exception) for error in (KeyboardInterrupt, SystemExit, GeneratorExit))


def with_retries(call: Callable[[], int], attempts: int = 3) -> tuple[str, int]:
    """Try again only what may pass next time."""
    for attempt in range(1, attempts + 1):
        try:
            return str(call()), attempt
        except SupplierDown:
            if attempt == attempts:
                raise
    raise AssertionError("unreachable")


def test_only_a_narrow_except_can_decide_to_try_again():
    answers = iter([SupplierDown("once"), 990])
    asked: list[int] = []

    def sometimes() -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def broken() -> int:
        asked.append(1)
        raise TypeError("unsupported operand")

    result = with_retries(sometimes)
    with pytest.raises(TypeError):
        with_retries(broken)
    print(f"down once: {result[0]} after {result[1]} attempts; a bug: raised after {len(asked)} attempt")
    assert result == ("990", 2) and len(asked) == 1


def test_the_same_failure_logged_at_each_layer_is_four_failures_to_an_alert(caplog):
    log = logging.getLogger("shop")

    def layer(depth: int) -> None:
        try:
            layer(depth - 1) if depth else bad()
        except SupplierDown:
            log.exception("layer %d failed", depth)
            raise

    with caplog.at_level(logging.ERROR), pytest.raises(SupplierDown):
        layer(3)
    print("one failure, log entries:", len(caplog.records))
    assert len(caplog.records) == 4
