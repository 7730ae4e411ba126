"""What others do. In: a step or drawings, and inputs, as they travel. Out: results, encoded, and the seconds of CPU that they took."""

from __future__ import annotations

import importlib
import inspect
import time
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from generator.drawing import Drawing
from generator.memo import Memo, code_version, encoded, key_of
from generator.spare import give_back

Result = TypeVar("Result")
KnownBy = Callable[[Any], object] | None
Given = Callable[[Sequence[Any]], object]

# What Dask says of a task whose workers died one after the other, or that it forgot.
_LOST = ("KilledWorker", "FutureCancelledError")
# What a process that works for another may hold before it forgets, when its work changes, what it kept for speed.
_LARGE = 256 << 20


class Step(msgspec.Struct, frozen=True):
    """A step as it travels: where its functions are found, and what they share, encoded; `together`: whether it makes several results of
    one input."""

    module: str
    name: str
    prepare: tuple[str, str] | None
    shared: bytes
    together: bool = False


class Away(msgspec.Struct):
    """What was given away, where its result will be, and whether that process ends with it."""

    function: Callable[..., Any]
    given: tuple[object, ...]
    future: Any
    ends: bool = False


class Manner(msgspec.Struct, frozen=True):
    """How inputs are told from one another and made, how results are read, and whether a process of its own makes them; `long`: whether
    others are to make them however little it is."""

    known_by: KnownBy
    given: Given | None
    result: msgspec.msgpack.Decoder[Any]
    apart: bool = False
    long: bool = False


class Portion(msgspec.Struct):
    """Some inputs of a step: their keys, what is known, the rest encoded, and who makes that."""

    plan: Step
    keys: list[bytes]
    known: dict[bytes, bytes]
    missing: list[bytes]
    away: Away | None = None


class Drawn(msgspec.Struct):
    """Some drawings, what makes each, and who draws those that travel."""

    drawings: list[Drawing]
    keys: list[bytes]
    away: Away | None = None


def before_all(plan: Step, memo: Memo | None) -> bytes:
    """What all keys of a step begin with."""
    version = b"".join(map(memo.version_of if memo else code_version, (plan.module, *(plan.prepare or ())[:1])))
    return key_of(plan.module.encode(), plan.name.encode(), version, plan.shared)


def is_lost(error: Exception) -> bool:
    """Whether a worker was killed, for want of memory as a rule, or a cluster went away: what it had is to be made again."""
    return isinstance(error, (BrokenExecutor, CancelledError)) or type(error).__name__ in _LOST


def timed(function: Callable[..., Result], *given: object) -> tuple[Result, float]:
    """What a worker makes, and the seconds of CPU that it took, which the system tells of a process that has ended alone."""
    began = time.process_time()
    _turn_to(given[0].name if isinstance(given[0], Step) else "draw")
    result = function(*given)
    return result, time.process_time() - began


# What this process does for another.
_doing = [""]


def _turn_to(work: str) -> None:
    """What was kept for other work is given back, when it is much."""
    if _doing[0] != work:
        _doing[0] = work
        _ready.cache_clear()
        give_back(_LARGE)


def draw_away(given: Sequence[tuple[Callable[[Any], str | bytes], bytes]]) -> list[str | bytes]:
    """The texts of drawings whose `given` is encoded. This is what a worker runs."""
    return [draw(decoder(draw, "input").decode(one)) for draw, one in given]


def run_step(plan: Step, inputs: Sequence[bytes]) -> list[bytes]:
    """The results of a step, encoded, for inputs that are. This is what a worker runs."""
    step, tool = _ready(plan)
    read = decoder(step, "input")
    made = (step(tool, read.decode(one)) for one in inputs)
    return [encoded(one) for some in made for one in some] if plan.together else list(map(encoded, made))


# Few steps take turns; what a step took keeps the words that it met, which is much of a worker's memory when it has had its turn.
@lru_cache(maxsize=4)
def _ready(plan: Step) -> tuple[Callable[..., Any], object]:
    step = _function(plan.module, plan.name)
    make = _function(*plan.prepare) if plan.prepare else None
    first = make or step
    shared = decoder(first, "shared").decode(plan.shared)
    return step, make(shared) if make else shared


def _function(module: str, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


@lru_cache(maxsize=64)
def decoder(function: Callable[..., object], what: str) -> msgspec.msgpack.Decoder[Any]:
    """Reads what a step's function takes ("shared", "input": its first and second parameter) or gives ("return"; "each" of a list), as its
    types say."""
    made = function.__init__ if inspect.isclass(function) else function
    hints = get_type_hints(made)
    names = list(inspect.signature(function).parameters)
    if what == "each":
        return msgspec.msgpack.Decoder(get_args(hints["return"])[0])
    name = {"shared": names[0], "input": names[-1], "return": "return"}[what]
    return msgspec.msgpack.Decoder(hints.get(name, Any))
