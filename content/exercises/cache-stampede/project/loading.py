from collections.abc import Awaitable, Callable
from typing import Any

Load = Callable[[str], Awaitable[Any]]  # key -> its value; slow, and it may fail
