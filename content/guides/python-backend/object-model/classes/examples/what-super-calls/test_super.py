"""super() asks the next class in the order of the object, which need not be the parent of the class you read."""

import pytest


class Base:
    def save(self, log: list[str]) -> list[str]:
        log.append("Base")
        return log


class Audited(Base):
    def save(self, log: list[str]) -> list[str]:
        log.append("Audited")
        return super().save(log)


class Cached(Base):
    def save(self, log: list[str]) -> list[str]:
        log.append("Cached")
        return super().save(log)


class Order(Audited, Cached):
    def save(self, log: list[str]) -> list[str]:
        log.append("Order")
        return super().save(log)


def test_the_same_line_in_audited_calls_two_different_classes():
    alone, together = Audited().save([]), Order().save([])
    print("Audited alone:", alone, "| inside Order:", together)
    assert alone == ["Audited", "Base"]
    assert together == ["Order", "Audited", "Cached", "Base"]


def test_naming_the_parent_skips_the_sibling_and_may_visit_the_base_twice():
    class NamedAudited(Base):
        def save(self, log):
            log.append("Audited")
            return Base.save(self, log)

    class NamedCached(Base):
        def save(self, log):
            log.append("Cached")
            return Base.save(self, log)

    class Both(NamedAudited, NamedCached):
        def save(self, log):
            NamedAudited.save(self, log)
            return NamedCached.save(self, log)

    class Naive(NamedAudited, NamedCached):
        pass

    print("one parent named:", Naive().save([]), "| both named:", Both().save([]))
    assert Naive().save([]) == ["Audited", "Base"]
    assert Both().save([]).count("Base") == 2


def test_one_class_that_does_not_call_super_ends_the_chain_for_everybody_behind_it():
    class Quiet(Base):
        def save(self, log):
            log.append("Quiet")
            return log

    class Broken(Quiet, Cached):
        pass

    print("with Quiet in front:", Broken().save([]))
    assert Broken().save([]) == ["Quiet"]


def test_an_init_that_forgets_super_leaves_half_an_object():
    class Named:
        def __init__(self, name: str) -> None:
            self.name = name

    class Priced(Named):
        def __init__(self, name: str, cents: int) -> None:
            self.cents = cents

    with pytest.raises(AttributeError) as error:
        Priced("tea", 990).name
    print(error.value)


class Root:
    def __init__(self, **left_over: object) -> None:
        if left_over:
            raise TypeError(f"nobody takes {sorted(left_over)}")


class WithName(Root):
    def __init__(self, *, name: str, **rest: object) -> None:
        super().__init__(**rest)
        self.name = name


class WithPrice(Root):
    def __init__(self, *, cents: int, **rest: object) -> None:
        super().__init__(**rest)
        self.cents = cents


class Product(WithName, WithPrice):
    pass


def test_each_takes_its_own_keyword_and_hands_on_the_rest():
    tea = Product(name="tea", cents=990)
    assert (tea.name, tea.cents) == ("tea", 990)
    with pytest.raises(TypeError) as error:
        Product(name="tea", cents=990, colour="red")
    print(error.value)


class Model:
    """Calls save() with a keyword, as Django's objects.create() does."""

    def save(self, *, force_insert: bool = False) -> str:
        return f"force_insert {force_insert}"

    @classmethod
    def create(cls) -> str:
        return cls().save(force_insert=True)


def test_an_override_must_hand_on_what_it_does_not_know():
    class Careless(Model):
        def save(self) -> str:
            return super().save()

    class Careful(Model):
        def save(self, **kwargs: bool) -> str:
            return super().save(**kwargs)

    with pytest.raises(TypeError) as error:
        Careless.create()
    print(str(error.value).split(".")[-1])
    assert Careful.create() == "force_insert True"


def test_the_short_form_needs_a_class_around_it():
    def save(self, log):
        return super().save(log)

    class Patched(Base):
        pass

    Patched.save = save
    with pytest.raises(RuntimeError) as error:
        Patched().save([])
    print(error.value)
