"""Python's `eventsourcing` on the event log of `portal`, through `portal log pipe`.

    recorder = PortalRecorder("portal", "portal-data")
    recorder.append([DcbEvent(type="opened", data=b"…", tags=["a:1"], uuid=uuid4(), metadata={})])

An event's `data` are bytes. They travel and are stored as one JSON text of their base64.
"""

from __future__ import annotations

import base64
import binascii
import json
import subprocess
import threading
from collections import deque
from collections.abc import Sequence
from os import PathLike
from types import TracebackType
from typing import Any, Self, TypeAlias
from uuid import UUID

from eventsourcing.dcb.api import (
    DcbAppendCondition,
    DcbEvent,
    DcbQuery,
    DcbReadResponse,
    DcbRecorder,
    DcbSequencedEvent,
    DcbSubscription,
)
from eventsourcing.errors import DataError, OperationalError, ProgrammingError
from eventsourcing.persistence import IntegrityError

JSON: TypeAlias = dict[str, Any]

# How many events are read at once.
PAGE = 1000

# Seconds that a child process has to end after its input did.
PATIENCE = 10.0

# What an error's code is called in `eventsourcing`; any other is an OperationalError.
ERRORS: dict[str, type[Exception]] = {
    "conditionFailed": IntegrityError,
    "invalid": ProgrammingError,
}


class Pipe:
    """One `portal log pipe` process: a JSON object a line goes in, and one comes out."""

    def __init__(self, program: str | PathLike[str], store: str | PathLike[str]) -> None:
        self._process = subprocess.Popen(
            [program, "log", "pipe", "--store", store],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._asking = threading.Lock()
        self._reading = threading.Lock()
        self._closed = False
        self._last_ref = 0

    def ask(self, op: str, **content: Any) -> JSON:
        """Sends a request and returns its answer; raises what the answer says is wrong."""
        with self._asking:
            self._last_ref += 1
            request = {"op": op, "ref": self._last_ref, **content}
            self._send(json.dumps(request).encode() + b"\n")
            answer = self.next_line()
            if answer is None or answer.get("ref") != self._last_ref:
                raise OperationalError(f"expected the answer to {op}, got {answer}")
            return answer

    def next_line(self) -> JSON | None:
        """Waits for the next line, and returns it; None once the pipe has been closed."""
        with self._reading:
            if self._closed:
                return None
            line = self._output.readline()
        if line:
            answer: JSON = json.loads(line)
            if not answer["ok"]:
                error = answer["error"]
                kind = ERRORS.get(error["code"], OperationalError)
                raise kind(f"{error['code']}: {error['message']}")
            return answer
        if self._closed:
            return None
        raise OperationalError(f"portal ended by itself, with {self._process.wait()}")

    def close(self) -> None:
        """Ends the process, and wakes whoever waits for a line. Closing twice does nothing."""
        if self._closed:
            return
        self._closed = True
        killer = threading.Timer(PATIENCE, self._process.kill)
        killer.start()
        try:
            self._input.close()
        except BrokenPipeError:
            pass  # It has ended already.
        with self._reading:
            while self._output.read(1 << 16):
                pass  # A process that can't write can't end.
            self._output.close()
        code = self._process.wait()
        killer.cancel()
        if code != 0:
            raise OperationalError(f"portal ended with {code}")

    def _send(self, line: bytes) -> None:
        if self._closed:
            raise ProgrammingError("the pipe has been closed")
        try:
            self._input.write(line)
            self._input.flush()
        except BrokenPipeError as error:
            raise OperationalError(
                f"portal ended by itself, with {self._process.wait()}"
            ) from error

    @property
    def _input(self) -> Any:
        return self._process.stdin

    @property
    def _output(self) -> Any:
        return self._process.stdout


class PortalRecorder(DcbRecorder):
    """Events with tags and consistency boundaries, in a store that `portal init` made."""

    def __init__(self, program: str | PathLike[str], store: str | PathLike[str]) -> None:
        self._program = program
        self._store = store
        self._pipe = self.open_pipe()

    def open_pipe(self) -> Pipe:
        """Starts one more process on the same store."""
        return Pipe(self._program, self._store)

    def close(self) -> None:
        """Ends the process. Subscriptions have their own, and end by themselves."""
        self._pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def head(self) -> int | None:
        return self._pipe.ask("head")["head"] or None

    def append(
        self, events: Sequence[DcbEvent], condition: DcbAppendCondition | None = None
    ) -> int:
        if not events:
            raise ProgrammingError("an append needs at least one event")
        content: JSON = {"events": [event_to_json(event) for event in events]}
        if condition is not None:
            content["condition"] = {
                "query": query_to_json(condition.fail_if_events_match),
                "after": condition.after or 0,
            }
        last: int = self._pipe.ask("append", **content)["last"]
        return last

    def read(
        self,
        query: DcbQuery | None = None,
        *,
        after: int | None = None,
        limit: int | None = None,
    ) -> PortalReadResponse:
        return PortalReadResponse(self._pipe, query_to_json(query), after or 0, limit)

    def subscribe(
        self, query: DcbQuery | None = None, *, after: int | None = None
    ) -> PortalSubscription:
        return PortalSubscription(self, query, after)


class PortalReadResponse(DcbReadResponse):
    """The events that were there when the reading began, a page at a time."""

    def __init__(self, pipe: Pipe, query: list[JSON], after: int, limit: int | None) -> None:
        self._pipe = pipe
        self._query = query
        self._after = after
        self._limited = limit is not None
        self._left = limit
        self._page: deque[DcbSequencedEvent] = deque()
        self._last_position: int | None = None
        self._end: int | None = None
        self._complete = False
        self._fetch()

    @property
    def head(self) -> int | None:
        """The log's last position as the reading began; with a limit, that of its last event."""
        if not self._limited:
            return self._end or None
        while not self._complete:
            self._fetch()
        return self._last_position

    def __next__(self) -> DcbSequencedEvent:
        while not self._page and not self._complete:
            self._fetch()
        if not self._page:
            raise StopIteration
        return self._page.popleft()

    def _fetch(self) -> None:
        """Asks for the next page, of what stood in the log when the first was asked for."""
        size = PAGE if self._left is None else min(PAGE, self._left)
        bounds: JSON = {"after": self._after, "limit": size}
        if self._end is not None:
            bounds["upTo"] = self._end
        answer = self._pipe.ask("read", query=self._query, **bounds)
        if self._end is None:
            self._end = answer["head"]
        events = [event_from_json(event) for event in answer["events"]]
        self._page.extend(events)
        if events:
            self._after = self._last_position = events[-1].position
        if self._left is not None:
            self._left -= len(events)
        self._complete = len(events) < size or self._left == 0


class PortalSubscription(DcbSubscription[PortalRecorder]):
    """What is in the log and then what comes, through a process of its own."""

    def __init__(
        self,
        recorder: PortalRecorder,
        query: DcbQuery | None = None,
        after: int | None = None,
    ) -> None:
        super().__init__(recorder, query, after)
        self._pipe = recorder.open_pipe()
        try:
            self._pipe.ask("subscribe", query=query_to_json(query), after=after or 0)
        except BaseException:
            self._pipe.close()
            raise

    def __next__(self) -> DcbSequencedEvent:
        answer = self._pipe.next_line()
        if answer is None:
            raise StopIteration
        event = event_from_json(answer["event"])
        self._last_position = event.position
        return event

    def stop(self) -> None:
        super().stop()
        self._pipe.close()


def query_to_json(query: DcbQuery | None) -> list[JSON]:
    """A query as the pipe takes it; no items match every event, there as here."""
    return [{"types": item.types, "tags": item.tags} for item in query.items] if query else []


def event_to_json(event: DcbEvent) -> JSON:
    """An event as the pipe takes it."""
    return {
        "id": str(event.uuid),
        "type": event.type,
        "tags": event.tags,
        "metadata": event.metadata,
        "data": base64.b64encode(event.data).decode(),
    }


def event_from_json(recorded: JSON) -> DcbSequencedEvent:
    """An event of the pipe; raises DataError for one that was erased or has other data."""
    position = recorded["position"]
    if recorded.get("erased"):
        raise DataError(f"the event at {position} has been erased")
    try:
        data = base64.b64decode(recorded["data"], validate=True)
    except (TypeError, binascii.Error) as error:
        raise DataError(f"the data of the event at {position} are not base64") from error
    event = DcbEvent(
        type=recorded["type"],
        data=data,
        tags=recorded["tags"],
        uuid=UUID(recorded["id"]),
        metadata=recorded.get("metadata", {}),
    )
    return DcbSequencedEvent(event=event, position=position)
