from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=200)
    shelf = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.title


class Member(models.Model):
    name = models.CharField(max_length=120)
    card = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.card


class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="loans")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="loans")
    lent_on = models.DateField()
    due_on = models.DateField(db_index=True)
    returned_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.book_id} to {self.member_id}"
