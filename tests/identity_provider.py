"""A real identity provider on a port of its own, for signing in by OpenID Connect. It asks for PKCE and checks it."""

import threading
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import flask
import oidc_provider_mock
import requests
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from werkzeug.serving import make_server


class Provider:
    """The running provider, and the person in front of it."""

    def __init__(self, url):
        self.url = url

    def knows(self, sub, **claims):
        """Somebody has an account at the provider."""
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def sign_in(self, address, sub, **data):
        """Somebody signs in at the address to which the site sent them: the address to which they are sent back."""
        answer = requests.post(address, data={"sub": sub, **data}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        assert (back.scheme, back.netloc) == ("http", "testserver")
        return f"{back.path}?{back.query}"


def demand_pkce(app):
    """Refuse to give or take a code without a challenge, as strict providers do; this one leaves that out itself."""
    challenges = {}

    @app.after_request
    def remember(response):
        query = parse_qs(urlsplit(response.headers.get("Location", "")).query)
        if flask.request.path == "/oauth2/authorize" and "code" in query:
            if flask.request.args.get("code_challenge_method") != "S256":
                return flask.make_response("PKCE", 400)
            challenges[query["code"][0]] = flask.request.args["code_challenge"]
        return response

    @app.before_request
    def check():
        if flask.request.path == "/oauth2/token":
            verifier = flask.request.form.get("code_verifier", "")
            if challenges.pop(flask.request.form["code"], None) != create_s256_code_challenge(verifier):
                return flask.make_response({"error": "invalid_grant"}, 400)
        return None


@contextmanager
def running():
    """``Provider`` in a thread, on a free port of this machine."""
    app = oidc_provider_mock.app()
    demand_pkce(app)
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Provider(f"http://localhost:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
