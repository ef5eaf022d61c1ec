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
    """One course of `Course.objects.for_catalogue()`."""

    teacher = TeacherSerializer(read_only=True)
    teacher_id = serializers.PrimaryKeyRelatedField(queryset=Teacher.objects.all(), source="teacher", write_only=True)
    lessons = LessonSerializer(source="ordered_lessons", many=True, read_only=True)
    enrolled = serializers.IntegerField(read_only=True)
    latest_review = serializers.SerializerMethodField()

    class Meta:
        model = Course
        fields = ["id", "title", "teacher", "teacher_id", "lessons", "enrolled", "latest_review"]

    def get_latest_review(self, course: Course) -> dict | None:
        return ReviewSerializer(course.latest_reviews[0]).data if course.latest_reviews else None
