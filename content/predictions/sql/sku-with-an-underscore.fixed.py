from shop_sqlalchemy import Base, Product
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all(Product(sku=sku, name="Tea") for sku in ("T_10", "T_11", "TX10", "T-12"))
    session.commit()
    typed = "T_1"
    found = select(Product.sku).where(Product.sku.startswith(typed, autoescape=True)).order_by(Product.id)
    print(session.scalars(found).all())
