"""The links a class prints: what scripts rely on, and what a room can type."""

import pytest

from cxwidgets.server import launch


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("127.0.0.1", "http://127.0.0.1:8866/"),
        ("::1", "http://[::1]:8866/"),
        ("0.0.0.0", "http://192.168.1.20:8866/"),
        ("::", "http://192.168.1.20:8866/"),
    ],
)
def test_the_links_name_an_address_that_others_can_reach(monkeypatch, host, site):
    monkeypatch.setattr(launch, "lan_address", lambda: "192.168.1.20")
    assert launch.site_for(host, 8866) == site


def test_two_lines_and_no_picture_where_nobody_looks(capsys):
    launch.announce("http://a/me/t/", "http://a/")
    assert capsys.readouterr().out == "Trainer: http://a/me/t/\nJoin: http://a/\n"
