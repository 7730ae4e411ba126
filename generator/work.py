"""Work. In: a step, a plain function of one input, and many inputs. Out: its results, in order: remembered, or made here or by others.

The step is a function at the top of a module; its input and its result are records, texts or numbers. What is the same for all inputs is
`shared`, and `prepare` makes of it, once in each process, what the step takes. Others are any executor of concurrent.futures: the processes
of this machine, or a cluster's. The results are the same whoever makes them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from concurrent.futures import Executor
from itertools import islice
from typing import Any, TypeVar

import msgspec

from generator.away import (
    Away,
    Drawn,
    Given,
    KnownBy,
    Manner,
    Portion,
    Step,
    before_all,
    decoder,
    draw_away,
    run_step,
)  # fmt: skip
from generator.drawing import Drawing, Kept
from generator.hands import Hands
from generator.memo import Memo, code_version, encoded, encoded_after, key_of
from generator.model import OutputFile
from generator.spare import give_back, held
from generator.timing import EACH, FIRST

Input = TypeVar("Input")
Result = TypeVar("Result")
Value = TypeVar("Value")

# So many inputs are looked up, and given away, together.
_CHUNK = 64
# So many chunks are under way for each worker: none waits, and what is made is not piled up.
_AHEAD = 3
# What this process may hold before it forgets, as a part begins, what it kept for speed.
_LARGE = 1 << 30


class Work:
    """Does steps. `workers`: how many the executor has; 0 means that all is done here. `kept`: the files that are there.
    `tell(done, total, doing)` hears how far it is with what; total is 0 when nobody knows."""

    def __init__(self, memo: Memo | None = None, executor: Executor | None = None, workers: int = 0) -> None:
        self.memo, self.hands = memo, Hands(executor, workers, from_memory=memo is not None and not memo.is_new)
        self.kept = Kept()
        self.hasty = False  # whether what was made last will do: see haste.py
        self.tell: Callable[[int, int, str], None] = lambda done, total, doing: None
        self.drawings = (0, 0)
        self._begun: dict[bytes, Away] = {}

    @property
    def is_alone(self) -> bool:
        """Whether nobody else works."""
        return self.hands.executor is None

    @property
    def remembered(self) -> tuple[int, int]:
        """How many results and drawings were there already, and how many were asked for."""
        found, missed = (self.memo.found, self.memo.missed) if self.memo else (0, 0)
        return found + self.drawings[0], found + missed + self.drawings[1]

    def map(
        self,
        step: Callable[[Any, Any], Result],
        inputs: Iterable[Any],
        shared: object = None,
        *,
        prepare: Callable[[Any], object] | None = None,
        known_by: KnownBy = None,
        read_as: Any = None,
        chunk: int = _CHUNK,
        total: int = 0,
        doing: str = "",
        apart: bool = False,
    ) -> Iterator[Result]:
        """step(prepare(shared), one) for each one of `inputs`. `known_by`: what tells an input from others, where that is less than all of
        it; `read_as`: a type that holds less than the result does, when that is all that is wanted; `chunk`: how many inputs are worth
        giving away together; `total`: how many there are, where they do not say so themselves; `doing`: what people are told of it,
        nothing where it is a part of other work; `apart`: in a process of its own, where there are some, which ends with it: what a process
        once held it hardly gives back."""
        if self.memo is None and self.is_alone:
            tool = prepare(shared) if prepare else shared
            return (step(tool, one) for one in inputs)
        where = (prepare.__module__, prepare.__qualname__) if prepare else None
        plan = Step(step.__module__, step.__qualname__, where, encoded(shared))
        total = len(inputs) if isinstance(inputs, Sized) else total
        reader = decoder(step, "return") if read_as is None else msgspec.msgpack.Decoder(read_as)
        how = Manner(known_by, None, reader, apart)
        return self._told(self._run(plan, how, _chunks(inputs, chunk)), total, doing)

    def map_together(
        self,
        step: Callable[[Any, Any], list[Result]],
        inputs: Sequence[Any],
        shared: object,
        known_by: KnownBy,
        given: Given,
        doing: str = "",
    ) -> Iterator[Result]:
        """step(shared, given(some)) for some of `inputs` at a time, of which it makes a result each: those alone that are not remembered.
        So what they share is sent, and made ready, once."""
        if self.memo is None and self.is_alone:
            return (one for some in _chunks(inputs, _CHUNK) for one in step(shared, given(some)))
        plan = Step(step.__module__, step.__qualname__, None, encoded(shared), together=True)
        how = Manner(known_by, given, decoder(step, "each"))
        return self._told(self._run(plan, how, _chunks(inputs, _CHUNK)), len(inputs), doing)

    def recall(
        self,
        step: Callable[[None, Input], Result],
        place: str,
        known_by: object,
        make: Callable[[], Input],
        doing: str = "",
    ) -> Result:
        """step(None, make()), done here. Of each `place` one result is remembered: where `known_by` is another, it takes the place of the
        last. For what is large."""
        if self.memo is None:
            return step(None, make())
        key, made_of = self._recalled_by(step, place, known_by)
        if begun := self._begun.pop(key, None):
            self.memo.put([(key, held := made_of + self.hands.result(begun)[0])])
            self.memo.missed += 1
        else:
            held = self.memo.get([key]).get(key, b"")
        if held.startswith(made_of):
            found: Result = decoder(step, "return").decode(memoryview(held)[len(made_of) :])
            return found
        if held:
            self.memo.found, self.memo.missed = self.memo.found - 1, self.memo.missed + 1
        self.begin_alone(doing)
        result = step(None, make())
        give_back(_LARGE)
        self.memo.put([(key, encoded_after(made_of, result))])
        return result

    def recall_ahead(self, step: Callable[..., Any], place: str, known_by: object, make: Callable[[], Any]) -> None:
        """Have another begin what recall makes of the same, which finds it under way. Whether it is remembered is not asked."""
        plan = Step(step.__module__, step.__qualname__, None, encoded(None))
        if self.memo is None or self.is_alone:
            return
        if begun := self.hands.submit(run_step, plan, [encoded(make())], little=False):
            self._begun[self._recalled_by(step, place, known_by)[0]] = begun

    def is_recalled(self, step: Callable[..., Any], place: str, known_by: object) -> bool:
        """Whether what recall makes of the same is remembered."""
        key, made_of = self._recalled_by(step, place, known_by)
        return bool(self.memo and self.memo.begins(key, made_of))

    def _recalled_by(self, step: Callable[..., Any], place: str, known_by: object) -> tuple[bytes, bytes]:
        """The key of a place, and what the result there begins with when it was made of the same."""
        version = self.memo.version_of(step.__module__) if self.memo else b""
        key = key_of(b"recall", step.__module__.encode(), step.__qualname__.encode(), place.encode())
        return key, key_of(version, encoded(known_by))

    def ahead(self, step: Callable[[None, Any], Any], one: object, *, apart: bool = False) -> None:
        """Have others begin what takes one of them long: the map that asks for step(None, one) later finds it under way, and what does not
        wait for it is done meanwhile. Where nobody else works, nothing happens. `apart`: as for map."""
        if self.is_alone:
            return
        plan = Step(step.__module__, step.__qualname__, None, encoded(None))
        how = Manner(None, None, decoder(step, "return"), apart, long=True)
        counts = (self.memo.found, self.memo.missed) if self.memo else (0, 0)
        chunk = self._begin(plan, before_all(plan, self.memo), how, [one])
        if self.memo:
            self.memo.found, self.memo.missed = counts
        if chunk.away:
            self._begun[chunk.keys[0]] = chunk.away

    def _told(self, results: Iterator[Result], total: int, doing: str) -> Iterator[Result]:
        if not doing:
            yield from results
            return
        self.begin(doing)
        for done, result in enumerate(results, 1):
            if done <= FIRST or not done % EACH or done == total:
                self.tell(done, total, doing)
            yield result

    def begin(self, doing: str) -> None:
        """Tell people of a part that begins."""
        if doing:
            give_back(_LARGE)
            self.tell(0, 0, doing)

    def begin_alone(self, doing: str, most: int = _LARGE) -> None:
        """The same of a part that this process does for the most. Where it holds more than `most` bytes, those of this machine that work
        for it end."""
        self.begin(doing)
        if held() > most:
            self.hands.begin_anew()

    def draw(self, drawings: Iterable[Drawing], total: int = 0, doing: str = "") -> Iterator[OutputFile]:
        """The file of each drawing, kept when the one that is there was made of the same. `total`: about how many; `doing`: as for map."""
        return self._told(self._draw(drawings), total, doing)

    def _draw(self, drawings: Iterable[Drawing]) -> Iterator[OutputFile]:
        under_way: deque[Drawn] = deque()
        for some in _chunks(drawings, _CHUNK):
            under_way.append(self._begin_drawing(some))
            while under_way and (len(under_way) > _AHEAD * self.hands.workers or not under_way[0].away):
                yield from self._end_drawing(under_way.popleft())
        while under_way:
            yield from self._end_drawing(under_way.popleft())

    def _begin_drawing(self, some: list[Drawing]) -> Drawn:
        keys, away = [], []
        for drawing in some:
            known = encoded(drawing.given if drawing.known_by is None else drawing.known_by)
            name = f"{drawing.draw.__module__} {drawing.draw.__qualname__}".encode()
            keys.append(key_of(name, code_version(drawing.draw.__module__), known))
            if drawing.spread and not self.is_alone and not self.kept.has(drawing, keys[-1]):
                away.append((drawing.draw, known if drawing.known_by is None else encoded(drawing.given)))
        return Drawn(some, keys, self.hands.submit(draw_away, away) if away else None)

    def _end_drawing(self, drawn: Drawn) -> Iterator[OutputFile]:
        same = list(map(self.kept.has, drawn.drawings, drawn.keys))
        self.drawings = (self.drawings[0] + sum(same), self.drawings[1] + len(drawn.keys))
        texts = iter(self.hands.result(drawn.away) if drawn.away else ())
        for drawing, key, is_there in zip(drawn.drawings, drawn.keys, same, strict=True):
            if is_there:
                yield self.kept.file(drawing, key)
            else:
                is_away = drawing.spread and drawn.away
                text = next(texts) if is_away else self.hands.here(drawing.draw, drawing.given)
                yield OutputFile(drawing.path, text, drawing.target, drawing.listed, key)

    def _run(self, plan: Step, how: Manner, chunks: Iterator[list[Any]]) -> Iterator[Any]:
        before = before_all(plan, self.memo)
        under_way: deque[Portion] = deque()
        for some in chunks:
            under_way.append(self._begin(plan, before, how, some))
            while under_way and (len(under_way) > _AHEAD * self.hands.workers or not under_way[0].away):
                yield from map(how.result.decode, self._end(under_way.popleft()))
        while under_way:
            yield from map(how.result.decode, self._end(under_way.popleft()))

    def _begin(self, plan: Step, before: bytes, how: Manner, some: Sequence[Any]) -> Portion:
        told = [encoded(how.known_by(one)) for one in some] if how.known_by else list(map(encoded, some))
        keys = [key_of(before, one) for one in told]
        known = self.memo.get(keys) if self.memo else {}
        missing = [place for place, key in enumerate(keys) if key not in known]
        if how.given and missing:
            away = [encoded(how.given([some[place] for place in missing]))]
        else:
            away = [encoded(some[place]) if how.known_by else told[place] for place in missing]
        begun = self._begun.pop(keys[missing[0]], None) if len(missing) == 1 else None
        return Portion(plan, keys, known, away, begun or (self._given_away(plan, how, away) if away else None))

    def _given_away(self, plan: Step, how: Manner, inputs: list[bytes]) -> Away | None:
        if how.apart:
            return self.hands.submit_apart(run_step, plan, inputs)
        return self.hands.submit(run_step, plan, inputs, little=not how.long)

    def _end(self, chunk: Portion) -> list[bytes]:
        if chunk.missing:
            results = (
                self.hands.result(chunk.away) if chunk.away else self.hands.here(run_step, chunk.plan, chunk.missing)
            )
            fresh = dict(zip([key for key in chunk.keys if key not in chunk.known], results, strict=True))
            if self.memo:
                self.memo.put(fresh.items())
            chunk.known.update(fresh)
        return [chunk.known[key] for key in chunk.keys]


def _chunks(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    left = iter(values)
    while some := list(islice(left, size)):
        yield some
