from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase): ...


class Page(Base):
    __tablename__ = "page"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as ours, Session(engine) as theirs:
    ours.add(Page(id=1, text="draft"))
    ours.commit()
    our_page, their_page = ours.get(Page, 1), theirs.get(Page, 1)
    our_page.text, their_page.text = "our words", "their words"
    ours.commit()
    theirs.commit()
    print("both saved")
