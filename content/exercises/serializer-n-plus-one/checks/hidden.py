from typing import Any

from grading import Run, check
from visible import MOST_QUERIES, add_course, expected_course


def get(run: Run, path: str) -> Any:
    answer = run.http().get(path)
    run.expect(answer.status == 200, f"GET {path} answered {answer.status}.")
    return answer.json()


def add_random(run: Run, count: int, **fixed: int) -> list[dict[str, Any]]:
    """Add courses with random names and figures; return what the API must say about each."""
    random = run.random
    added = []
    for number in range(count):
        title = f"{random.choice('ABCDEFGH')}{random.randrange(10_000):04}-{number}"
        sizes = {
            "lessons": random.randint(0, 4),
            "enrolled": random.randint(0, 5),
            "reviews": random.randint(0, 4),
            "teacher": random.randint(1, 2),
        } | fixed
        course = add_course(run, title, cancelled=random.randint(0, 3), **sizes)
        added.append(expected_course(run, course, title, **sizes))
    return sorted(added, key=lambda one: one["title"])


def same_courses(run: Run, found: list[Any], expected: list[Any], where: str) -> None:
    run.same([one["title"] for one in found], [one["title"] for one in expected], f"{where}, titles")
    for one, other in zip(found, expected, strict=True):
        for field, value in other.items():
            run.same(one.get(field, "(no such field)"), value, f"{where}, course {other['title']}, {field}")
        run.same(sorted(one), sorted(other), f"{where}, fields of a course")


def queries_for(run: Run, path: str) -> int:
    with run.db.counting() as counted:
        get(run, path)
    return counted.queries


@check(requirement="queries", title="A page of 24 courses takes as many queries as a page of four")
def long_page_costs_the_same(run: Run) -> None:
    add_random(run, 4, lessons=2, enrolled=2, reviews=2)
    few = queries_for(run, "/api/courses/")
    add_random(run, 20, lessons=2, enrolled=2, reviews=2)
    many = queries_for(run, "/api/courses/")
    run.expect(
        few == many, f"A page of 4 courses took {few} queries, a page of 24 took {many}; expected the same number."
    )
    run.budget("queries for 24 courses", many, MOST_QUERIES)


@check(requirement="queries", title="A course with many lessons and reviews takes no more queries than a small one")
def large_course_costs_the_same(run: Run) -> None:
    add_course(run, "Large", lessons=20, enrolled=20, reviews=20)
    run.budget("queries for one large course", queries_for(run, "/api/courses/"), MOST_QUERIES)


@check(requirement="queries", title="The courses of one teacher are as cheap as the whole catalogue")
def filtered_page_is_cheap(run: Run) -> None:
    add_random(run, 10, teacher=2, lessons=1, reviews=1)
    run.budget("queries for 10 courses of one teacher", queries_for(run, "/api/courses/?teacher=2"), MOST_QUERIES)


@check(
    requirement="answers",
    title="Every field of a mixed page is right: lessons in order, cancelled enrolments not counted, the latest review",
)
def mixed_page_is_right(run: Run) -> None:
    expected = add_random(run, 15)
    same_courses(run, get(run, "/api/courses/")["results"], expected, "GET /api/courses/")


@check(requirement="answers", title="Pages, count and filter are what they were")
def pages_are_right(run: Run) -> None:
    expected = add_random(run, 32, lessons=1, reviews=0, enrolled=1)
    first, second = get(run, "/api/courses/"), get(run, "/api/courses/?page=2")
    run.same(first["count"], 32, "count of GET /api/courses/")
    same_courses(run, first["results"], expected[:25], "GET /api/courses/")
    same_courses(run, second["results"], expected[25:], "GET /api/courses/?page=2")
    own = [one for one in expected if one["teacher"]["id"] == 2][:25]
    same_courses(run, get(run, "/api/courses/?teacher=2")["results"], own, "GET /api/courses/?teacher=2")


@check(requirement="answers", title="Of two reviews of the same moment the later row counts")
def tie_of_reviews(run: Run) -> None:
    course = add_course(run, "Tie", reviews=2)
    run.db.write("update courses_review set written_at = '2026-02-09 10:00:00'")
    found = get(run, "/api/courses/")["results"]
    same_courses(
        run, found, [expected_course(run, course, "Tie", reviews=2)], "GET /api/courses/ with two reviews of one moment"
    )


@check(requirement="others", title="GET /api/courses/<id>/ shows the same course as the catalogue")
def detail_is_right(run: Run) -> None:
    for expected in [*add_random(run, 2), *add_random(run, 1, lessons=2, enrolled=3, reviews=3)]:
        path = f"/api/courses/{expected['id']}/"
        same_courses(run, [get(run, path)], [expected], f"GET {path}")
    run.same(
        run.http().get("/api/courses/987654/").status, 404, "Status of GET /api/courses/987654/, which does not exist"
    )


@check(requirement="others", title="POST /api/courses/ adds a course and answers with all of its fields")
def creation_is_right(run: Run) -> None:
    title = f"New {run.random.randrange(10_000)}"
    answer = run.http().post("/api/courses/", json_body={"title": title, "teacher_id": 2})
    run.same(answer.status, 201, "Status of POST /api/courses/")
    course = run.db.value("select id from courses_course where title = ?", title)
    run.expect(type(course) is int, "POST /api/courses/ answered 201, and no course was stored.")
    same_courses(run, [answer.json()], [expected_course(run, course, title, teacher=2)], "POST /api/courses/")


@check(requirement="others", title="A course without title or with an unknown teacher is refused as before")
def refusals_are_right(run: Run) -> None:
    for body in ({"teacher_id": 1}, {"title": "T", "teacher_id": 999}):
        answer = run.http().post("/api/courses/", json_body=body)
        run.same(answer.status, 400, f"Status of POST /api/courses/ with {body}")
    run.same(run.db.value("select count(*) from courses_course"), 0, "Courses stored by refused requests")


@check(requirement="rows", title="Popular courses are shown without reading every enrolment and every review")
def popular_courses_read_little(run: Run) -> None:
    for number in range(10):
        add_course(run, f"Popular {number}", lessons=3, enrolled=25, reviews=15)
    with run.db.counting() as counted:
        run.same(len(get(run, "/api/courses/")["results"]), 10, "Courses in the answer")
    # a course, its teacher, its count, its review, three lessons: seven rows each, and some to spare
    run.budget("rows read for 10 courses", counted.rows, 7 * 10 + 30)


@check(requirement="rows", title="A page reads nothing of the courses on other pages")
def page_reads_only_itself(run: Run) -> None:
    for number in range(60):
        add_course(run, f"Course {number:02}", lessons=3, enrolled=1, reviews=1)
    with run.db.counting() as counted:
        run.same(len(get(run, "/api/courses/?page=3")["results"]), 10, "Courses on page 3 of 60 courses")
    run.budget("rows read for 10 of 60 courses", counted.rows, 7 * 10 + 30)
