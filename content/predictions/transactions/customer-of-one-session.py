from shop_sqlalchemy import Base, Customer
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
number_of_customers = select(func.count()).select_from(Customer)

with Session(engine) as session:
    session.add(Customer(name="Ada"))
    session.flush()
    print("in the same session:", session.scalar(number_of_customers))

with Session(engine) as session:
    print("in the next session:", session.scalar(number_of_customers))
