import httpx


def shop(request):
    if request.url.scheme == "http":
        return httpx.Response(301, headers={"location": f"https://shop.example{request.url.path}"})
    print(request.method, request.url, request.content)
    return httpx.Response(200)


with httpx.Client(transport=httpx.MockTransport(shop), follow_redirects=True) as client:
    answer = client.post("http://shop.example/orders", json={"sku": "tea"})

print(answer.status_code)
