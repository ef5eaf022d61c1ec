from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=200)


class Cover(models.Model):
    book = models.OneToOneField(Book, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)
    data = models.BinaryField()
