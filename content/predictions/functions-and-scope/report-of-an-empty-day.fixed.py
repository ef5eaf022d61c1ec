def busiest_hour(orders_by_hour):
    most, busiest = 0, None
    for hour, orders in orders_by_hour.items():
        if orders > most:
            most, busiest = orders, hour
    return busiest


print(busiest_hour({9: 4, 13: 11, 18: 7}))
print(busiest_hour({9: 0, 13: 0, 18: 0}))
