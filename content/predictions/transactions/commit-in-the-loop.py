from counting import queries
from shop_sqlalchemy import Base, Customer, Order
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    ada = Customer(name="Ada")
    session.add_all(Order(number=number, customer=ada) for number in ("A-1", "A-2", "A-3"))
    session.commit()

with Session(engine) as session, queries(engine):
    for order in session.scalars(select(Order).order_by(Order.number)).all():
        print("paying", order.number)
        order.status = "paid"
        session.commit()
