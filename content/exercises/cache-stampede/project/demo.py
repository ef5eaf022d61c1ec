"""Fifty readers open the page of one stop on your own machine: `python demo.py`."""

import asyncio

import pages


async def plan(stop: str) -> list[str]:
    print("the planner works on", stop)
    await asyncio.sleep(0.2)
    return ["07:12", "07:27", "07:42"]


async def main() -> None:
    await pages.visit(["Market Square"] * 50, plan)
    pages.set_clock(59.0)
    await pages.visit(["Market Square"] * 50, plan)


asyncio.run(main())
