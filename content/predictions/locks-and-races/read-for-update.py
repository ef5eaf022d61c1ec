from shop_sqlalchemy import Account, Base
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Account(id=1, owner="Ada", balance=100))
    session.commit()

with Session(engine) as session:
    account = session.get(Account, 1)
    print("seen first:", account.balance)
    session.execute(text("UPDATE sa_account SET balance = 30"))  # stands for what another request has committed
    account = session.get(Account, 1, with_for_update=True)
    print("paid out" if account.balance >= 80 else "refused")
