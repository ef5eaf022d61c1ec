class Report:
    def __init__(self, rows):
        self.rows = rows
        self.title = self.make_title()

    def make_title(self):
        return f"Report, {len(self.rows)} rows"


class SalesReport(Report):
    def __init__(self, rows, country):
        self.country = country
        super().__init__(rows)

    def make_title(self):
        return f"Sales in {self.country}"


print(SalesReport([1, 2], "France").title)
