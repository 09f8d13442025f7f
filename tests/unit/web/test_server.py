"""The pages alone on one machine."""

from __future__ import annotations

from fastapi.testclient import TestClient

from pipeline.web.server import local_app


def test_another_host_name_is_not_answered(runtime):
    """A page elsewhere may point its own name at this machine; it must not read along."""
    app = local_app(runtime)
    assert TestClient(app, base_url="http://127.0.0.1:8090").get("/").status_code == 200
    assert TestClient(app, base_url="http://localhost:8090").get("/").status_code == 200
    assert TestClient(app, base_url="http://evil.example").get("/").status_code == 400


def test_the_flag_makes_an_editor(runtime):
    assert "Editor" not in TestClient(local_app(runtime), base_url="http://localhost").get("/").text
    assert "Editor" in TestClient(local_app(runtime, editor=True), base_url="http://localhost").get("/").text
