"""Django over the trusted database: the starter asks one query a row. Each cheat replaces the view."""

PROJECT = {
    "manage.py": "",
    "settings.py": "SECRET_KEY = 'test'\nINSTALLED_APPS = ['shop']\nROOT_URLCONF = 'urls'\nMIDDLEWARE = []\nDEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n"
    "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}\n",
    "wsgi.py": "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n",
    "urls.py": "from django.urls import path\nfrom shop import views\nurlpatterns = [path('orders/', views.orders)]\n",
    "shop/__init__.py": "",
    "shop/models.py": "from django.db import models\nclass Customer(models.Model):\n    name = models.CharField(max_length=50)\n"
    "class Order(models.Model):\n    customer = models.ForeignKey(Customer, models.CASCADE)\n    total = models.IntegerField()\n",
}
VIEW = "from django.db import connection\nfrom django.http import JsonResponse\nfrom shop.models import Customer, Order\ndef orders(request):\n    return JsonResponse({'orders': [{'customer': o.customer.name, 'total': o.total} for o in Order.objects.order_by('id')]})\n"
SOLUTION = VIEW.replace("Order.objects.", "Order.objects.select_related('customer').")
SCHEMA = """
CREATE TABLE shop_customer (id integer PRIMARY KEY, name varchar(50) NOT NULL);
CREATE TABLE shop_order (id integer PRIMARY KEY, customer_id bigint NOT NULL REFERENCES shop_customer (id), total integer NOT NULL);
"""
CHECKS = """
from grading import check
for number in range(6):
    def body(run):
        expected = []
        for one in range(1, 11):
            name, total = f"c{run.random.randrange(10 ** 6)}", run.random.randrange(1000)
            run.db.rows("insert into shop_customer values (?, ?)", one, name)
            run.db.rows("insert into shop_order values (?, ?, ?)", one, one, total)
            expected.append({"customer": name, "total": total})
        with run.db.counting() as counted:
            answer = run.http().get("/orders/")
        run.same(answer.json(), {"orders": expected}, "orders")
        run.budget("queries", counted.queries, 2)
    body.__name__ = f"case_{number}"
    check(requirement="queries", title="cheap")(body)
"""


def bomb(line: str) -> str:
    """The starter's view, with a line before it that attacks the database."""
    before = (
        f"honest = orders\ndef orders(request):\n    c = connection.cursor()\n    {line}\n    return honest(request)\n"
    )
    return VIEW + before


CHEATS = {
    "reset the query log": VIEW.replace("    return", "    connection.queries_log.clear()\n    return"),
    "forge the cursor's count": VIEW + "import jobfutures.runner.inside.remote as r\nr.Connection.number = 0\n",
    "use another connection": VIEW + "import sqlite3\nsqlite3.connect('run.sqlite3')\n",
    "speak to the database directly": VIEW + "import os\nos.write(4, b'\\0\\0\\0\\2{}')\n",
    "ask for a reset": bomb(
        "import json, os, struct; b = json.dumps({'op': 'reset'}).encode(); os.write(4, struct.pack('>I', len(b)) + b)"
    ),
    "drop the log's table": bomb("c.execute('drop table shop_order')"),
    "join without an end": bomb(
        "c.execute('with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n')"
    ),
    "a row of a gigabyte": bomb("c.execute('select zeroblob(1000000000)')"),
    "ten million rows": bomb(
        "c.execute('with recursive n(x) as (select 1 union all select x + 1 from n limit 10000000) select x from n').fetchall()"
    ),
    "fill the database": bomb(
        "c.execute('create table big as with recursive n(x) as (select 1 union all select x + 1 from n limit 100000) select randomblob(4000) from n')"
    ),
    "attach another file": bomb("c.execute(\"attach '/etc/passwd' as p\")"),
    "load an extension": bomb("c.execute(\"select load_extension('x')\")"),
    "write the schema": bomb("c.execute('pragma writable_schema = 1')"),
    "vacuum into a file": bomb("c.execute(\"vacuum into '/box/x'\")"),
    "an expression of a hundred thousand": bomb("c.execute('select ' + '1+' * 100000 + '1')"),
    "a pattern that explodes": bomb("c.execute(\"select 'a' like '\" + '%a' * 20000 + \"b'\")"),
    "take the lock and keep it": bomb(
        "c.execute('begin immediate'); c.execute('insert into shop_customer values (99, 1)')"
    ),
    "a frame of four gigabytes": bomb("import os; os.write(4, b'\\xff\\xff\\xff\\xff')"),
    "a frame that never ends": bomb("import os; os.write(4, b'\\0\\0\\1\\0{')"),
    "pass descriptors": bomb(
        "import socket; s = socket.socket(fileno=4); [socket.send_fds(s, [b'x'], [0, 1, 2]) for _ in range(50)]; s.detach()"
    ),
    "ask from many threads at once": bomb(
        "import os, threading; [threading.Thread(target=lambda: os.write(4, b'\\0\\0\\0\\1' * 100)).start() for _ in range(4)]"
    ),
    "ten thousand cursors": bomb("[connection.connection.execute('select 1') for _ in range(3000)]"),
    "values of strange types": bomb("connection.connection.ask({'sql': 'select ?', 'values': [[{}]]})"),
}
