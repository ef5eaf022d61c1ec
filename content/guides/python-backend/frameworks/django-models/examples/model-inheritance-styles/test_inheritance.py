"""Abstract base, multi-table and proxy: tables, statements and joins of each."""

from collections.abc import Iterator

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

pytestmark = pytest.mark.django_db


with isolate_apps("shop"):  # so that these models stay within this file

    class Stamped(models.Model):
        """Abstract: fields are copied into each child's table."""

        title = models.CharField(max_length=20)

        class Meta:
            app_label = "shop"
            abstract = True

    class Invoice(Stamped):
        cents = models.IntegerField(default=0)

        class Meta(Stamped.Meta):
            abstract = False

    class Page(models.Model):
        """Multi-table: each child row is a row here and a row there."""

        title = models.CharField(max_length=20)

        class Meta:
            app_label = "shop"

    class Article(Page):
        text = models.CharField(max_length=20, default="")

        class Meta:
            app_label = "shop"

    class Recipe(Page):
        minutes = models.IntegerField(default=0)

        class Meta:
            app_label = "shop"

    class DraftManager(models.Manager):
        def get_queryset(self):
            return super().get_queryset().filter(title__startswith="Draft")

    class Draft(Page):
        """Proxy: the same table with other behaviour."""

        objects = DraftManager()

        class Meta:
            app_label = "shop"
            proxy = True

        def publish(self) -> None:
            self.title = self.title.removeprefix("Draft: ")
            self.save(update_fields=["title"])


TABLES = [Invoice, Page, Article, Recipe]


@pytest.fixture(scope="module", autouse=True)
def tables(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in TABLES:
            editor.create_model(model)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in reversed(TABLES):
            editor.delete_model(model)


def columns(model) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields]


def test_what_stands_in_which_table():
    found = {model.__name__: columns(model) for model in (Invoice, Page, Article, Draft)}
    for name, own in found.items():
        print(f"{name}: {own}")
    assert found == {
        "Invoice": ["id", "title", "cents"],
        "Page": ["id", "title"],
        "Article": ["page_ptr_id", "text"],
        "Draft": [],
    }
    assert Draft._meta.db_table == Page._meta.db_table


def test_what_writing_and_reading_one_child_costs(django_assert_num_queries):
    with django_assert_num_queries(1):
        Invoice.objects.create(title="I")
    with django_assert_num_queries(2) as captured:
        Article.objects.create(title="A", text="t")
    tables_written = [query["sql"].split('"')[1] for query in captured]
    with django_assert_num_queries(1) as captured:
        assert Article.objects.get().title == "A"
    print("Article.create():", tables_written, "| Article.get() joins:", "INNER JOIN" in captured[0]["sql"])
    assert tables_written == ["shop_page", "shop_article"] and "INNER JOIN" in captured[0]["sql"]


def test_a_list_of_parents_does_not_know_its_children(django_assert_num_queries):
    for n in range(3):
        Article.objects.create(title=f"A{n}")
    Recipe.objects.create(title="R", minutes=10)

    def kind(page: Page) -> str:
        for name in ("article", "recipe"):
            try:
                return type(getattr(page, name)).__name__
            except models.ObjectDoesNotExist:
                continue
        return "Page"

    with django_assert_num_queries(1 + 4 + 1):  # the list, then article of each, then recipe of the one
        careless = [kind(page) for page in Page.objects.order_by("pk")]
    with django_assert_num_queries(1) as captured:
        careful = [kind(page) for page in Page.objects.select_related("article", "recipe").order_by("pk")]
    joins = captured[0]["sql"].count("LEFT OUTER JOIN")
    print(f"{careful}: 6 queries, or 1 with {joins} joins")
    assert careless == careful == ["Article", "Article", "Article", "Recipe"]


def test_bulk_create_refuses_children_in_two_tables():
    with pytest.raises(ValueError, match="multi-table inherited"):
        Article.objects.bulk_create([Article(title="A")])
    assert len(Invoice.objects.bulk_create([Invoice(title="I")])) == 1


def test_an_abstract_base_has_no_list_of_everything():
    with pytest.raises(AttributeError):
        Stamped.objects.all()


def test_a_proxy_is_another_view_of_the_same_rows():
    Page.objects.create(title="Draft: tea")
    Page.objects.create(title="Coffee")
    drafts = Draft.objects.all()
    assert [draft.title for draft in drafts] == ["Draft: tea"]
    drafts[0].publish()
    print("drafts left:", Draft.objects.count(), "| pages:", sorted(Page.objects.values_list("title", flat=True)))
    assert Draft.objects.count() == 0
