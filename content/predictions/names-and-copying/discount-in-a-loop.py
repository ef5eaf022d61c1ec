cart = [{"sku": "cup", "cents": 1000}, {"sku": "tea", "cents": 400}]
shipping = [500, 300]

for line in cart:
    line["cents"] = line["cents"] * 90 // 100

for cents in shipping:
    cents = cents * 90 // 100

print([line["cents"] for line in cart], shipping)
