"""What a failure leaves in the log: where it happened, never the secret in the address."""

import logging
from types import SimpleNamespace

import pytest
from tornado.web import HTTPError

from cxwidgets.server.api import StateHandler
from cxwidgets.server.handler import Discreet
from cxwidgets.server.live import LiveHandler
from cxwidgets.server.push import SocketHandler

ADDRESS = "/me/anna-abcdefghijklmnopqrstuvwxyz/api/state"


@pytest.fixture(params=[StateHandler, LiveHandler, SocketHandler])
def handler(request):
    made = object.__new__(request.param)
    made.request = SimpleNamespace(method="GET", uri=ADDRESS, remote_ip="127.0.0.1")
    return made


def test_a_failure_is_logged_without_the_address(handler, caplog):
    error = RuntimeError("the disk is full")
    handler.log_exception(RuntimeError, error, None)
    assert "the disk is full" in caplog.text
    assert type(handler).__name__ in caplog.text
    assert ADDRESS not in caplog.text


def test_a_refusal_is_not_logged_at_all(handler, caplog):
    caplog.set_level(logging.DEBUG)
    handler.log_exception(HTTPError, HTTPError(404, "no such page"), None)
    assert caplog.text == ""


def test_every_personal_door_is_discreet():
    from cxwidgets.server import api, join, light

    doors = [api.ApiHandler, light.HomeHandler, light.ModuleHandler, join.JoinHandler]
    assert all(issubclass(door, Discreet) for door in doors)
