"""The newest postings of one search as an Atom feed. Pure but for its words; JSON Feed is written by `feeds`."""

from collections.abc import Iterable

from django.utils.feedgenerator import Atom1Feed

from jobfutures.jobs.feeds import xml_text
from jobfutures.jobs.markup import description
from jobfutures.jobs.posting import Posting


def atom(postings: Iterable[Posting], *, title: str, home: str, address: str) -> str:
    """Return the feed. Source: RFC 4287."""
    feed = Atom1Feed(title=title, link=home, description="", feed_url=address, language="en")
    for one in postings:
        feed.add_item(
            title=xml_text(f"{one.title} · {one.employer.name}"),
            link=one.address,
            description=xml_text(description(one)),
            unique_id=one.address,
            pubdate=one.posted_at,
            updateddate=one.changed_at,
            author_name=xml_text(one.employer.name),
            categories=list(one.topics.values()),
        )
    return feed.writeString("utf-8")
