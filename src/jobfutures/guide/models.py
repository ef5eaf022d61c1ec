"""Guides and their questions, as loaded from the content folders: rendered once, then only read."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.topics.models import Area, Level


class Guide(models.Model):
    id = models.SlugField(primary_key=True, max_length=80)
    title = models.CharField(max_length=200)
    line = models.CharField(max_length=400)
    body_html = models.TextField()
    project = models.JSONField(default=dict)  # what its examples share: file name -> text
    roles = models.JSONField(default=list)  # ids of the roles that it prepares for, in its own order
    retired = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64)

    objects = models.Manager()

    def __str__(self) -> str:
        return self.id

    def get_absolute_url(self) -> str:
        return reverse("guide:guide", args=[self.pk])


class Chapter(models.Model):
    """What one guide says about one area: its introduction, and the areas to know first."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="chapters")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="chapters")
    prerequisites = models.ManyToManyField(Area, related_name="leads_to_chapters")
    body_html = models.TextField()
    retired = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_chapter_per_guide_and_area", fields=["guide", "area"])]

    def __str__(self) -> str:
        return f"{self.guide_id} {self.area_id}"

    def get_absolute_url(self) -> str:
        return reverse("guide:area", args=[self.guide_id, self.area.slug])


class Kind(models.TextChoices):
    CONCEPT = "CONCEPT", "Explain a concept"
    PREDICT = "PREDICT", "Predict what happens"
    DEBUG = "DEBUG", "Find the fault"
    DESIGN = "DESIGN", "Design and choose"
    REVIEW = "REVIEW", "Review a change"
    BEHAVIOURAL = "BEHAVIOURAL", "Tell from your work"


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> Self:
        return self.filter(retired=False)

    def in_reading_order(self) -> Self:
        return self.order_by("area__section__position", "area__position", "position")

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")


class Question(models.Model):
    """One question with its whole answer. The HTML fields hold what our renderer made and sanitised at load time."""

    id = models.SlugField(primary_key=True, max_length=80)
    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="questions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=11, choices=Kind)
    levels = models.JSONField()
    aloud_seconds = models.PositiveSmallIntegerField()
    breath_html = models.TextField()
    breath_text = models.TextField()
    answer_html = models.TextField()
    by_level = models.JSONField()
    weak_html = models.TextField()
    strong_html = models.TextField()
    pitfalls = models.JSONField()
    example_html = models.TextField()
    follow_ups = models.JSONField()
    aloud_html = models.TextField()
    references_html = models.TextField()
    references = models.JSONField()
    versions = models.JSONField()
    words = models.PositiveIntegerField(default=0)  # of its text and of its examples' code
    search_text = models.TextField()
    verified_on = models.DateField()
    first_published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    retired = models.BooleanField(default=False)
    prerequisites = models.ManyToManyField("self", symmetrical=False, related_name="leads_to")
    supersedes = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="superseded_by")

    objects = models.Manager.from_queryset(QuestionQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["area", "position"], name="question_by_area")]

    def __str__(self) -> str:
        return self.id

    def get_absolute_url(self) -> str:
        return reverse("guide:question", args=[self.guide_id, self.area.slug, self.pk])

    def get_level_labels(self) -> list[str]:
        return [str(Level(level).label) for level in self.levels]


class KeyPoint(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="key_points")
    slug = models.SlugField(max_length=80)
    level = models.CharField(max_length=6, choices=Level)
    must = models.BooleanField()
    text = models.CharField(max_length=400)
    position = models.PositiveSmallIntegerField()
    retired = models.BooleanField(default=False)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_key_point_per_slug", fields=["question", "slug"])]

    def __str__(self) -> str:
        return f"{self.question_id} {self.slug}"


class Card(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="cards")
    key_point = models.ForeignKey(KeyPoint, on_delete=models.CASCADE, related_name="cards")
    slug = models.SlugField(max_length=80)
    front = models.CharField(max_length=400)
    back = models.CharField(max_length=400)
    position = models.PositiveSmallIntegerField()
    retired = models.BooleanField(default=False)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_card_per_slug", fields=["question", "slug"])]

    def __str__(self) -> str:
        return f"{self.question_id} {self.slug}"


class Example(models.Model):
    """A tested file, with what its tests printed when they ran."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="examples")
    path = models.CharField(max_length=200)
    run = models.CharField(max_length=10)
    expect = models.CharField(max_length=400)
    source = models.TextField()
    source_html = models.TextField()
    beside = models.JSONField(default=dict)  # other files of its folder: name -> text
    outcomes = models.JSONField()
    ran_on = models.DateField()
    position = models.PositiveSmallIntegerField()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_example_per_path", fields=["question", "path"])]

    def __str__(self) -> str:
        return f"{self.question_id} {self.path}"

    @property
    def number(self) -> int:
        """Its place on the page, from 1."""
        return self.position + 1

    @property
    def file_name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def is_runnable(self) -> bool:
        return self.run != "local"


class InterviewersGuide(models.Model):
    """What one chapter says to the person who interviews on its area; its criteria are rows of their own.

    The lists hold {"text": Markdown, "html": what our renderer made of it} for each item. Links in the text begin
    with a slash: a file that leaves this site puts its address before them.
    """

    chapter = models.OneToOneField(Chapter, on_delete=models.CASCADE, related_name="interviewers")
    minutes = models.PositiveSmallIntegerField()
    levels = models.JSONField()  # further "level"
    asks = models.JSONField()  # further "listen_text", "listen_html" and "criterion", a slug
    signs = models.JSONField()
    trivia = models.JSONField()
    hints = models.JSONField()
    content_hash = models.CharField(max_length=64)
    retired = models.BooleanField(default=False)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"for interviewers: {self.chapter_id}"

    def get_absolute_url(self) -> str:
        return reverse("guide:interviewers_area", args=[self.chapter.guide_id, self.chapter.area.slug])


class Grade(models.IntegerChoices):
    """What the four anchors of a criterion stand for, in their order."""

    NOT_YET = 1, _("Not yet")
    PARTLY = 2, _("Partly")
    MEETS = 3, _("Meets the level")
    BEYOND = 4, _("Beyond it")


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def published(self) -> Self:
        return self.filter(retired=False, chapter__retired=False)

    def in_reading_order(self) -> Self:
        return self.order_by("chapter__area__section__position", "chapter__area__position", "position")


class Criterion(models.Model):
    """One ability that can be observed in an interview, and what is heard at each of four levels."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="criteria")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=90)
    anchors = models.JSONField()  # four texts: not yet, partly, meets the level, beyond it
    questions = models.ManyToManyField(Question, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    retired = models.BooleanField(default=False)

    objects = models.Manager.from_queryset(CriterionQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_criterion_per_slug", fields=["chapter", "slug"])]

    def __str__(self) -> str:
        return f"{self.chapter_id} {self.slug}"
