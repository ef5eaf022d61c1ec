"""A sign-in provider on this machine: just enough of OpenID Connect for allauth to talk to."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT = "jobfutures"


class Provider:
    """Answers for one person at a time: `claims` is what it says of them."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.broken = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.answers())
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def says(self, path: str) -> dict[str, Any]:
        if path == "/token":
            now = int(time.time())
            token = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
            return {"access_token": "token", "id_token": jwt.encode(token, "k" * 32), "token_type": "Bearer"}
        if path == "/userinfo":
            return self.claims
        places = {f"{name}_endpoint": f"{self.address}/{name}" for name in ("authorization", "token", "userinfo")}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **places}

    def answers(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                said = json.dumps(provider.says(self.path)).encode()
                self.send_response(500 if provider.broken else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *args: Any) -> None:
                pass

        return Answers

    def settings(self) -> dict[str, Any]:
        app = {"provider_id": "oidc", "name": "Example Works", "client_id": CLIENT, "secret": "s"}
        app["settings"] = {"server_url": self.address}
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def sign_in(self, client: Any, process: str = "login", **claims: Any) -> Any:
        """Walk a browser through the provider, as whom the claims describe; return what it comes back to."""
        self.claims = claims
        away = client.post(f"/account/oidc/oidc/login/?process={process}")
        asked = parse_qs(urlsplit(away.headers["Location"]).query)
        return client.get("/account/oidc/oidc/login/callback/", {"code": "code", "state": asked["state"][0]})
