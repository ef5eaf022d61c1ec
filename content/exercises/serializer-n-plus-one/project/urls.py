from django.urls import path

from courses.views import CourseDetail, CourseList

urlpatterns = [
    path("api/courses/", CourseList.as_view()),
    path("api/courses/<int:pk>/", CourseDetail.as_view()),
]
