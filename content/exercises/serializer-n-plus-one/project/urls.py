from courses.views import CourseDetail, CourseList
from django.urls import path

urlpatterns = [
    path("api/courses/", CourseList.as_view()),
    path("api/courses/<int:pk>/", CourseDetail.as_view()),
]
