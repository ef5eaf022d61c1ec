from counting import queries
from shop_sqlalchemy import Base, Customer, Order, OrderLine, Product
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    ada = Customer(name="Ada")
    tea, mug = Product(sku="tea", name="Tea"), Product(sku="mug", name="Mug")
    for number in ("A-1", "A-2", "A-3"):
        lines = [OrderLine(product=tea), OrderLine(product=mug)]
        session.add(Order(number=number, customer=ada, lines=lines))
    session.commit()

with Session(engine) as session, queries(engine):
    orders = select(Order).options(selectinload(Order.lines)).order_by(Order.number)
    for order in session.scalars(orders):
        print(order.number, sorted(line.product.sku for line in order.lines))
