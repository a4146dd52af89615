"""Brings results to callbacks whose widgets still exist."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QObject


def deliver(callback: Callable[[Any], object] | None, value: object) -> None:
    """Call `callback` with `value`, unless a widget it would touch has been destroyed."""
    if callback is not None and all(shiboken6.isValid(owner) for owner in _owners(callback)):
        callback(value)


def _owners(callback: object) -> Iterator[QObject]:
    """The Qt objects `callback` would touch: the method's own, or those a lambda closes over."""
    while isinstance(callback, functools.partial):
        yield from (argument for argument in callback.args if isinstance(argument, QObject))
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, QObject):
        yield owner
    for cell in getattr(callback, "__closure__", None) or ():
        try:
            content = cell.cell_contents
        except ValueError:
            continue
        if isinstance(content, QObject):
            yield content
