"""Publishes the price list. The scheduler mails standard error to us when the exit code is not 0."""

import logging
import os
from contextlib import closing
from pathlib import Path

from .publish import publish
from .store import all_prices, open_store

log = logging.getLogger(__name__)


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    target = Path(os.environ["PRICES_TARGET"])
    with closing(open_store(os.environ["PRICES_DATABASE"])) as store:
        log.info("published %s rows", publish(all_prices(store), target))


if __name__ == "__main__":
    main()
