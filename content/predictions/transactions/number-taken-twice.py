from shop_sqlalchemy import Base, Customer, Order
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    ada = Customer(name="Ada")
    session.add(Order(number="A-1", customer=ada))
    session.commit()

    repeated = Order(number="A-1", customer=ada)
    session.add(repeated)
    repeated.status = "paid"
    names = session.scalars(select(Customer.name)).all()
    print("customers:", names)
    session.commit()
