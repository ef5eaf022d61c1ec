from grading import Run, check

MOST_QUERIES = 7


def add_course(
    run: Run, title: str, *, teacher: int = 1, lessons: int = 0, enrolled: int = 0, cancelled: int = 0, reviews: int = 0
) -> int:
    """Add a course with so many rows of everything, and return its id. Lessons are stored last one first."""
    run.db.write("insert into courses_course (title, teacher_id) values (?, ?)", title, teacher)
    course = run.db.value("select max(id) from courses_course")
    for position in range(lessons, 0, -1):
        run.db.write(
            "insert into courses_lesson (course_id, position, title, minutes) values (?, ?, ?, ?)",
            course,
            position,
            f"Part {position}",
            10 * position,
        )
    for number in range(enrolled + cancelled):
        run.db.write(
            "insert into courses_enrolment (course_id, email, cancelled) values (?, ?, ?)",
            course,
            f"p{number}@example.org",
            number >= enrolled,
        )
    for day in range(1, reviews + 1):
        run.db.write(
            "insert into courses_review (course_id, author, stars, text, written_at) values (?, ?, ?, ?, ?)",
            course, f"Reader {day}", 1 + day % 5, f"Text {day}", f"2026-02-{day:02} 10:00:00",
        )  # fmt: skip
    return course


def expected_course(
    run: Run, course: int, title: str, *, teacher: int = 1, lessons: int = 0, enrolled: int = 0, reviews: int = 0
) -> dict:
    """What the API must say about a course of `add_course`."""
    latest = {"author": f"Reader {reviews}", "stars": 1 + reviews % 5, "text": f"Text {reviews}"}
    return {
        "id": course,
        "title": title,
        "teacher": {"id": teacher, "name": run.db.value("select name from courses_teacher where id = ?", teacher)},
        "lessons": [{"position": one, "title": f"Part {one}", "minutes": 10 * one} for one in range(1, lessons + 1)],
        "enrolled": enrolled,
        "latest_review": latest if reviews else None,
    }


@check(requirement="answers", title="The catalogue shows a course with its teacher, lessons, people and latest review")
def catalogue_shows_a_course(run: Run) -> None:
    course = add_course(run, "Bookbinding", teacher=2, lessons=3, enrolled=4, cancelled=2, reviews=3)
    answer = run.http().get("/api/courses/")
    run.expect(answer.status == 200, f"GET /api/courses/ answered {answer.status}.")
    expected = expected_course(run, course, "Bookbinding", teacher=2, lessons=3, enrolled=4, reviews=3)
    results = answer.json()["results"]
    run.same(len(results), 1, "Courses in the answer")
    for field, value in expected.items():
        run.same(results[0].get(field, "(no such field)"), value, f"{field} of the course")


@check(requirement="queries", title="A page of twelve courses takes at most seven queries")
def twelve_courses_are_cheap(run: Run) -> None:
    for number in range(12):
        add_course(run, f"Course {number}", teacher=1 + number % 2, lessons=2, enrolled=2, reviews=2)
    with run.db.counting() as counted:
        answer = run.http().get("/api/courses/")
    run.expect(answer.status == 200, f"GET /api/courses/ answered {answer.status}.")
    run.same(len(answer.json()["results"]), 12, "Courses in the answer")
    run.budget("queries for 12 courses", counted.queries, MOST_QUERIES)
