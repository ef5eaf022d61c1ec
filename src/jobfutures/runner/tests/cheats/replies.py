"""Hostile answers to the grader's HTTP client: the candidate takes the socket itself and says what it likes."""

TAKE = """
import os, socket, time
app = None
s = socket.socket(fileno=3)
def asked(): return s.recv(65536)
"""
HEAD = "b'HTTP/1.1 200 OK\\r\\n'"


REPLIES = {
    name: f"{TAKE}while asked():\n    {line}\n"
    for name, line in {
        "nothing": "pass",
        "closes at once": "s.close(); os._exit(0)",
        "closes one half": "s.shutdown(socket.SHUT_WR); time.sleep(9)",
        "not HTTP": "s.sendall(b'hello\\n' * 100)",
        "HTTP/9": "s.sendall(b'HTTP/9.9 200 OK\\r\\n\\r\\n')",
        "a status of a million": "s.sendall(b'HTTP/1.1 1000000 OK\\r\\ncontent-length: 0\\r\\n\\r\\n')",
        "a status below nought": "s.sendall(b'HTTP/1.1 -1 OK\\r\\ncontent-length: 0\\r\\n\\r\\n')",
        "a length below nought": f"s.sendall({HEAD} + b'content-length: -5\\r\\n\\r\\n')",
        "two lengths": f"s.sendall({HEAD} + b'content-length: 5\\r\\ncontent-length: 9\\r\\n\\r\\nhello')",
        "a length of an exabyte": f"s.sendall({HEAD} + b'content-length: 999999999999999999\\r\\n\\r\\n' + b'x' * 100000)",
        "a head without an end": f"s.sendall({HEAD} + b'x: y\\r\\n' * 50000)",
        "a line without an end": f"s.sendall({HEAD} + b'x: ' + b'y' * 5000000)",
        "a body without an end": f"s.sendall({HEAD} + b'\\r\\n')\n    while True: s.sendall(b'x' * 65536)",
        "chunks of nonsense": f"s.sendall({HEAD} + b'transfer-encoding: chunked\\r\\n\\r\\nzzz\\r\\n')",
        "a chunk of an exabyte": f"s.sendall({HEAD} + b'transfer-encoding: chunked\\r\\n\\r\\nfffffffffffffff\\r\\n')",
        "drop by drop": f"[(s.sendall(one.to_bytes(1, 'big')), time.sleep(.3)) for one in {HEAD} * 99]",
        "a hundred continues": "s.sendall(b'HTTP/1.1 100 Continue\\r\\n\\r\\n' * 1000)",
        "a switch of protocols": "s.sendall(b'HTTP/1.1 101 Switching\\r\\nupgrade: x\\r\\n\\r\\n')",
        "JSON a hundred thousand deep": f"b = b'[' * 100000 + b']' * 100000; s.sendall({HEAD} + b'content-length: %d\\r\\n\\r\\n' % len(b) + b)",
        "a number of a million digits": f"b = b'{{\"total\": ' + b'9' * 1000000 + b'}}'; s.sendall({HEAD} + b'content-length: %d\\r\\n\\r\\n' % len(b) + b)",
        "bytes that are no text": f"b = bytes(range(256)); s.sendall({HEAD} + b'content-length: 256\\r\\n\\r\\n' + b)",
        "nulls in the head": f"s.sendall({HEAD} + b'x: \\0\\0\\r\\ncontent-length: 0\\r\\n\\r\\n')",
        "a split answer": f"s.sendall({HEAD} + b'x: a\\r\\n\\r\\n' + {HEAD})",
        "descriptors instead of bytes": "[socket.send_fds(s, [b'x'], [0, 1, 2]) for _ in range(200)]",
        "packed until it bursts": f"import gzip; b = gzip.compress(bytes(50000000)); s.sendall({HEAD} + b'content-encoding: gzip\\r\\ncontent-length: %d\\r\\n\\r\\n' % len(b) + b)",
    }.items()
}
