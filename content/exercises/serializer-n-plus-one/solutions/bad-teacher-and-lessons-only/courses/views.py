from rest_framework import generics
from rest_framework.pagination import PageNumberPagination

from courses.models import Course
from courses.serializers import CourseSerializer


class CataloguePages(PageNumberPagination):
    page_size = 25


class CourseList(generics.ListCreateAPIView):
    """The catalogue by title, 25 courses a page; ?teacher=ID shows the courses of one teacher. POST adds a course."""

    serializer_class = CourseSerializer
    pagination_class = CataloguePages

    def get_queryset(self):
        courses = Course.objects.select_related("teacher").prefetch_related("lessons").order_by("title", "id")
        teacher = self.request.query_params.get("teacher", "")
        return courses.filter(teacher_id=int(teacher)) if teacher.isdecimal() else courses


class CourseDetail(generics.RetrieveAPIView):
    queryset = Course.objects.all()
    serializer_class = CourseSerializer
