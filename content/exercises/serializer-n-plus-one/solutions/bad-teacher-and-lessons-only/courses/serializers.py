from rest_framework import serializers

from courses.models import Course, Lesson, Review, Teacher


class TeacherSerializer(serializers.ModelSerializer):
    class Meta:
        model = Teacher
        fields = ["id", "name"]


class LessonSerializer(serializers.ModelSerializer):
    class Meta:
        model = Lesson
        fields = ["position", "title", "minutes"]


class ReviewSerializer(serializers.ModelSerializer):
    class Meta:
        model = Review
        fields = ["author", "stars", "text"]


class CourseSerializer(serializers.ModelSerializer):
    """One course, as the catalogue and the page of the course show it."""

    teacher = TeacherSerializer(read_only=True)
    teacher_id = serializers.PrimaryKeyRelatedField(queryset=Teacher.objects.all(), source="teacher", write_only=True)
    lessons = serializers.SerializerMethodField()
    enrolled = serializers.SerializerMethodField()
    latest_review = serializers.SerializerMethodField()

    class Meta:
        model = Course
        fields = ["id", "title", "teacher", "teacher_id", "lessons", "enrolled", "latest_review"]

    def get_lessons(self, course: Course) -> list[dict]:
        return LessonSerializer(sorted(course.lessons.all(), key=lambda lesson: lesson.position), many=True).data

    def get_enrolled(self, course: Course) -> int:
        return course.enrolments.filter(cancelled=False).count()

    def get_latest_review(self, course: Course) -> dict | None:
        review = course.reviews.order_by("-written_at", "-id").first()
        return ReviewSerializer(review).data if review else None
