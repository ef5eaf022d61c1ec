seats = [["free"] * 3 for _ in range(2)]
seats[0][1] = "taken"

for row in seats:
    print(row)
