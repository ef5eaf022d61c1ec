from counting import queries
from shop_sqlalchemy import Base, Customer, Order
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Order(id=1, number="A-1", customer=Customer(name="Ada")))
    session.commit()

by_number = select(Order).where(Order.number == "A-1")
with Session(engine) as session, queries(engine):
    found = [session.get(Order, 1), session.get(Order, 1)]
    found += [session.scalars(by_number).one(), session.scalars(by_number).one()]
    print("one object:", all(order is found[0] for order in found))
