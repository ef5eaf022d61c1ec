seats = [["free"] * 3] * 2
seats[0][1] = "taken"

for row in seats:
    print(row)
