"""One configuration for every request: what lets it change, and what keeps it still."""

import asyncio
from dataclasses import FrozenInstanceError, dataclass, replace
from types import MappingProxyType

import pytest
from django.http import HttpRequest, JsonResponse
from django.urls import path
from pydantic import BaseModel, ConfigDict

LIMITS = {"page_size": 50, "max_page_size": 200}  # a module dict: everybody may write


def search(request: HttpRequest) -> JsonResponse:
    limits = LIMITS
    if "page_size" in request.GET:
        limits["page_size"] = int(request.GET["page_size"])  # meant for this request only
    return JsonResponse({"page_size": limits["page_size"]})


urlpatterns = [path("search", search)]


@dataclass(frozen=True, slots=True)
class Config:
    page_size: int
    allowed_hosts: tuple[str, ...] = ()


class Service:
    """Takes its configuration as an argument; it imports none."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def page_size(self, asked: int | None) -> int:
        return min(asked or self.config.page_size, self.config.page_size)


@pytest.mark.urls(__name__)
def test_one_request_reconfigures_all_that_follow(client):
    assert client.get("/search?page_size=200").json() == {"page_size": 200}
    answer = client.get("/search").json()
    print("a request that asked for nothing gets:", answer)
    assert answer == {"page_size": 200}


def test_a_frozen_config_refuses_and_replace_builds_another():
    config = Config(page_size=50)
    with pytest.raises(FrozenInstanceError):
        config.page_size = 200
    larger = replace(config, page_size=200)
    assert (config.page_size, larger.page_size) == (50, 200)


def test_frozen_is_one_level_deep():
    class Settings(BaseModel):
        model_config = ConfigDict(frozen=True)
        hosts: list[str]
        features: tuple[str, ...]

    settings = Settings(hosts=["api"], features=("search",))
    settings.hosts.append("evil")
    print("hosts of a frozen model:", settings.hosts)
    assert settings.hosts == ["api", "evil"]
    assert not hasattr(settings.features, "append")  # a tuple leaves no way in


def test_a_mapping_proxy_is_a_view_not_a_copy():
    owner = {"page_size": 50, "hosts": ["api"]}
    view = MappingProxyType(owner)
    with pytest.raises(TypeError, match="does not support item assignment"):
        view["page_size"] = 200
    owner["page_size"] = 200  # the owner still can, and the view shows it
    view["hosts"].append("evil")  # and one level down everybody can
    assert dict(view) == {"page_size": 200, "hosts": ["api", "evil"]}


class Holder:
    """Reload by replacing the whole object; a reader takes it once."""

    def __init__(self, current: dict[str, str]) -> None:
        self.current = current


def test_an_update_in_place_can_be_read_half_done_and_a_swap_cannot():
    old = {"host": "db-1", "password": "one"}
    new = {"host": "db-2", "password": "two"}

    async def connect(holder: Holder) -> tuple[str, str]:
        config = holder.current  # taken once
        host = config["host"]
        await asyncio.sleep(0)  # other work runs here
        return host, config["password"]

    async def reload_in_place(holder: Holder) -> None:
        holder.current.update(new)

    async def reload_by_swap(holder: Holder) -> None:
        holder.current = dict(new)

    async def race(reload) -> tuple[str, str]:
        holder = Holder(dict(old))
        return (await asyncio.gather(connect(holder), reload(holder)))[0]

    in_place, swapped = asyncio.run(race(reload_in_place)), asyncio.run(race(reload_by_swap))
    print("update in place:", in_place)
    print("swap:", swapped)
    assert in_place == ("db-1", "two")  # a pair that never existed
    assert swapped == ("db-1", "one")


def test_a_config_that_is_passed_needs_no_patching():
    assert Service(Config(page_size=50)).page_size(asked=500) == 50
    assert Service(Config(page_size=5)).page_size(asked=None) == 5
