from counting import queries
from shop_sqlalchemy import Base, Customer, Order
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, contains_eager

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all(Order(number=f"{name}-1", customer=Customer(name=name)) for name in ("Ada", "Ben", "Cem"))
    session.commit()

with Session(engine) as session, queries(engine):
    orders = select(Order).join(Order.customer).where(Customer.name != "Cem").order_by(Order.number)
    for order in session.scalars(orders.options(contains_eager(Order.customer))):
        print(order.number, order.customer.name)
