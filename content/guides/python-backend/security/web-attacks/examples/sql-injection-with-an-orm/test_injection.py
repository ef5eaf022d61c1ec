"""Four places where an ORM lets text through, the attack on each, and the line that closes it."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models.expressions import RawSQL
from shop.models import Customer, Order
from shop_sqlalchemy import Customer as SaCustomer
from sqlalchemy import column, select, text

pytestmark = pytest.mark.django_db
ATTACK = "nobody' OR '1'='1"


@pytest.fixture(autouse=True)
def three_customers():
    owner = User.objects.create(username="clerk", password="pbkdf2$secret")
    for name in ("Ada", "Ben", "Eve"):
        customer = Customer.objects.create(name=name, email=f"{name}@example.org".lower())
        Order.objects.create(customer=customer, owner=owner, number=f"N-{name}")


def by_f_string(name: str) -> list[str]:
    return [c.name for c in Customer.objects.raw(f"SELECT * FROM shop_customer WHERE name = '{name}'")]  # noqa: S608


def by_parameter(name: str) -> list[str]:
    return [c.name for c in Customer.objects.raw("SELECT * FROM shop_customer WHERE name = %s", [name])]


def by_quoted_parameter(name: str) -> list[str]:
    in_quotes = "SELECT * FROM shop_customer WHERE name = '%s'"  # one pair too many
    return [c.name for c in Customer.objects.raw(in_quotes, [name])]


def by_orm(name: str) -> list[str]:
    return [c.name for c in Customer.objects.filter(name=name)]


@pytest.mark.parametrize(("way", "rows"), [(by_f_string, 3), (by_parameter, 0), (by_orm, 0)])
def test_a_name_that_is_half_a_query(way, rows):
    print(f"{way.__name__}: {len(way(ATTACK))} of 3 customers for a name that nobody has")
    assert len(way(ATTACK)) == rows and way("Ada") == ["Ada"]


@pytest.mark.postgresql
def test_quotes_around_a_placeholder_open_the_door_again():
    found = by_quoted_parameter(" OR 1=1 --")
    print(f"'%s' in quotes: {len(found)} of 3 customers")
    assert len(found) == 3


def test_an_expression_in_sql_is_a_door_as_well():
    stolen = "(SELECT password FROM auth_user LIMIT 1)"
    wanted = f"UPPER({stolen})"  # the client chose this "function"
    leak = Customer.objects.annotate(shown=RawSQL(wanted, [])).first().shown  # noqa: S611
    print("annotated by the client's text:", leak)
    assert leak == "PBKDF2$SECRET"


def test_order_by_of_the_orm_knows_only_fields_and_text_is_free():
    with pytest.raises(FieldError):
        list(Customer.objects.order_by("(SELECT 1)"))
    with connection.cursor() as cursor:
        first = {}
        for guess in ("p", "x"):  # is the first letter of the clerk's password hash this one?
            condition = f"(SELECT count(*) FROM auth_user WHERE password LIKE '{guess}%%')"
            cursor.execute(f"SELECT name FROM shop_customer ORDER BY CASE WHEN {condition} > 0 THEN name END DESC, id")  # noqa: S608
            first[guess] = cursor.fetchone()[0]
    print("first row by guess:", first)
    assert first == {"p": "Eve", "x": "Ada"}  # the order answers yes or no


SORTABLE = {"name": "name", "-name": "-name", "newest": "-pk"}


def test_names_cannot_be_parameters_so_they_come_from_a_list_of_ours():
    assert Customer.objects.order_by(SORTABLE["newest"]).first().name == "Eve"
    with pytest.raises(KeyError):
        SORTABLE["(SELECT 1)"]


def test_no_sql_is_needed_when_the_client_chooses_the_lookup():
    """filter(**request.GET.dict()): every value is a parameter, and the keys walk to another table."""

    def search(**asked: str) -> int:
        return Order.objects.filter(**asked).count()

    answers = {start: search(owner__password__startswith=start) for start in ("pbk", "abc")}
    print("orders whose owner's hash starts with:", answers)
    assert answers == {"pbk": 3, "abc": 0}

    allowed = {"number", "status"}
    asked = {"owner__password__startswith": "pbk", "status": "open"}
    assert {key: value for key, value in asked.items() if key in allowed} == {"status": "open"}


def test_sqlalchemy_has_the_same_two_ways(session):
    session.add_all([SaCustomer(name=name) for name in ("Ada", "Ben", "Eve")])
    session.flush()
    pasted = session.execute(text(f"SELECT name FROM sa_customer WHERE name = '{ATTACK}'")).all()  # noqa: S608
    bound = session.execute(text("SELECT name FROM sa_customer WHERE name = :name"), {"name": ATTACK}).all()
    print("pasted:", len(pasted), "bound:", len(bound))
    assert (len(pasted), len(bound)) == (3, 0)
    statement = str(select(SaCustomer.name).order_by(column('name" --')))
    assert '"name"" --"' in statement  # identifiers are quoted by the library, not by us


def test_a_percent_sign_is_no_injection_and_still_a_surprise():
    like = [c.name for c in Customer.objects.raw("SELECT * FROM shop_customer WHERE name LIKE %s", ["%"])]
    escaped = Customer.objects.filter(name__contains="%").count()
    print("LIKE with the client's %:", len(like), "rows; contains escapes it:", escaped, "rows")
    assert (len(like), escaped) == (3, 0)
