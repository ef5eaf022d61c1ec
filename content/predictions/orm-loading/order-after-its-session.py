from shop_sqlalchemy import Base, Customer, Order
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Order(number="A-1", customer=Customer(name="Ada")))
    session.commit()

with Session(engine) as session:
    order = session.scalars(select(Order)).one()

print(order.number)
print(order.customer.name)
