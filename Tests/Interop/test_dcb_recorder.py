"""The consistency-boundary contract of Python's `eventsourcing`, held against `portal log pipe`.

The binary is named by the environment variable PORTAL; unless set, it is .build/debug/portal.

`DcbRecorderTestCase` (eventsourcing 10.0.0a7) has two tests, and both run here: `_test_append_read`
and `_test_append_subscribe`. Each takes the position at which the store stands, and so each runs
twice: on an empty store, and on one that isn't. None is left out.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from itertools import islice
from pathlib import Path
from unittest import TestCase
from uuid import uuid4

from eventsourcing.dcb.api import (
    DcbAppendCondition,
    DcbEvent,
    DcbQuery,
    DcbQueryItem,
    DcbSequencedEvent,
)
from eventsourcing.dcb.tests import DcbRecorderTestCase
from eventsourcing.errors import DataError, OperationalError, ProgrammingError
from eventsourcing.persistence import IntegrityError

from eventsourcing_portal import PAGE, PortalRecorder, PortalSubscription

ROOT = Path(__file__).resolve().parents[2]
# A relative path is meant from where the tests were started.
PORTAL = Path(os.environ.get("PORTAL") or ROOT / ".build/debug/portal").absolute()

# Seconds after which a test that waits for another thread or process gives up, and fails.
WAIT = 30.0


class OnAStore(TestCase):
    """A test that has a new, empty store of its own."""

    def setUp(self) -> None:
        super().setUp()
        if not PORTAL.exists():
            self.fail(f"there is no {PORTAL}: build it with `make build`, or set PORTAL")
        folder = tempfile.TemporaryDirectory(prefix="portal-interop-")
        self.addCleanup(folder.cleanup)
        self.store = Path(folder.name, "store")
        subprocess.run(
            [PORTAL, "init", "--store", self.store], check=True, stdout=subprocess.DEVNULL
        )
        self.recorder = self.open_recorder()

    def open_recorder(self) -> PortalRecorder:
        recorder = PortalRecorder(PORTAL, self.store)
        self.addCleanup(recorder.close)
        return recorder


def make_event(
    type: str = "earlier", tags: list[str] | None = None, data: bytes = b"data"
) -> DcbEvent:
    return DcbEvent(type=type, data=data, tags=tags or [], uuid=uuid4(), metadata={})


def take(subscription: PortalSubscription, count: int) -> list[DcbSequencedEvent]:
    """The next events of a subscription; fewer, where they don't come in time."""
    giving_up = threading.Timer(WAIT, subscription.stop)
    giving_up.start()
    try:
        return list(islice(subscription, count))
    finally:
        giving_up.cancel()


class TestRecorderContract(OnAStore, DcbRecorderTestCase):
    """Their tests, on an empty store."""

    def test_append_read(self) -> None:
        self._test_append_read(self.recorder)

    def test_append_subscribe(self) -> None:
        self._test_append_subscribe(self.recorder)


class TestRecorderContractOnAStoreInUse(OnAStore, DcbRecorderTestCase):
    """Their tests, on a store that has more events than a page."""

    def setUp(self) -> None:
        super().setUp()
        self.position = self.recorder.append([make_event() for _ in range(PAGE + 1)])

    def test_append_read(self) -> None:
        self._test_append_read(self.recorder, initial_position=self.position)

    def test_append_subscribe(self) -> None:
        self._test_append_subscribe(self.recorder, initial_position=self.position)


class TestRecorder(OnAStore):
    """What the interface promises and their tests leave open."""

    def test_an_event_comes_back_as_it_went_in(self) -> None:
        events = [
            DcbEvent(
                type="søknad 😀",
                data=data,
                tags=["b:2", "a:1", "quote:\"\\\n\u2028"],
                uuid=uuid4(),
                metadata={"who": "Zoë\r\n", "": "\u0001"},
            )
            for data in [b"", b"\0", bytes(range(256)), b"QUJD", b'{"json":1}', b"x" * 1_000_000]
        ]
        self.recorder.append(events)
        self.assertEqual(events, [read.event for read in self.recorder.read()])
        with self.recorder.subscribe() as subscription:
            self.assertEqual(events, [read.event for read in take(subscription, len(events))])

    def test_a_long_read_neither_skips_nor_repeats_nor_sees_what_came_after_it_began(self) -> None:
        count = 2 * PAGE + 1
        self.recorder.append([make_event(tags=["odd" if n % 2 else "even"]) for n in range(count)])
        everything = self.recorder.read()
        limited = self.recorder.read(limit=PAGE + 1)
        odd = self.recorder.read(DcbQuery([DcbQueryItem(tags=["odd"])]), after=1)
        self.recorder.append([make_event(tags=["odd"])])
        self.assertEqual(list(range(1, count + 1)), [read.position for read in everything])
        self.assertEqual(count, everything.head)
        self.assertEqual(PAGE + 1, limited.head)
        self.assertEqual(list(range(1, PAGE + 2)), [read.position for read in limited])
        self.assertEqual(list(range(2, count + 1, 2)), [read.position for read in odd])

    def test_an_append_of_nothing_is_refused(self) -> None:
        with self.assertRaises(ProgrammingError):
            self.recorder.append([])

    def test_a_failed_condition_appends_none_of_the_events(self) -> None:
        self.recorder.append([make_event(tags=["seat:1"])])
        taken = DcbQuery([DcbQueryItem(tags=["seat:1"])])
        with self.assertRaises(IntegrityError):
            self.recorder.append([make_event(), make_event()], DcbAppendCondition(taken))
        self.assertEqual(1, self.recorder.head())

    def test_a_subscription_gives_what_its_query_names_and_after_its_position(self) -> None:
        for n in range(6):
            self.recorder.append([make_event(type=f"type{n % 2}", tags=[f"n:{n % 3}"])])
        query = DcbQuery([DcbQueryItem(types=["type1"]), DcbQueryItem(tags=["n:2"])])
        with self.recorder.subscribe(query, after=2) as subscription:
            self.assertEqual([3, 4, 6], [read.position for read in take(subscription, 3)])
            self.recorder.append([make_event(type="type0"), make_event(type="type1")])
            self.assertEqual([8], [read.position for read in take(subscription, 1)])

    def test_stopping_wakes_whoever_waits_for_the_next_event(self) -> None:
        with self.recorder.subscribe() as subscription:
            rest: list[object] = []
            waiting = threading.Thread(target=lambda: rest.extend([list(subscription)]))
            waiting.start()
            waiting.join(timeout=0.2)
            self.assertTrue(waiting.is_alive())
        waiting.join(timeout=WAIT)
        self.assertEqual([[]], rest)

    def test_a_subscription_stops_though_most_of_its_events_were_never_read(self) -> None:
        self.recorder.append([make_event(data=b"x" * 10_000) for _ in range(PAGE)])
        with self.recorder.subscribe() as subscription:
            self.assertEqual([1], [read.position for read in take(subscription, 1)])
        self.assertEqual([], list(subscription))

    def test_of_processes_that_race_for_a_seat_exactly_one_wins(self) -> None:
        racers, seats = 4, 25
        recorders = [self.open_recorder() for _ in range(racers)]
        wins: list[int] = []
        losses: list[int] = []
        faults: list[Exception] = []
        start = threading.Barrier(racers)

        def race(recorder: PortalRecorder) -> None:
            try:
                for seat in range(seats):
                    booked = make_event(type="booked", tags=[f"seat:{seat}"])
                    free = DcbAppendCondition(DcbQuery([DcbQueryItem(tags=booked.tags)]))
                    start.wait(timeout=WAIT)
                    try:
                        wins.append(recorder.append([booked], free))
                    except IntegrityError:
                        losses.append(seat)
            except Exception as fault:
                faults.append(fault)
                start.abort()

        threads = [threading.Thread(target=race, args=[recorder]) for recorder in recorders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([], faults)
        self.assertEqual(list(range(1, seats + 1)), sorted(wins))
        self.assertEqual(sorted([*range(seats)] * (racers - 1)), sorted(losses))
        booked = [read.event.tags for read in self.recorder.read()]
        self.assertEqual([[f"seat:{seat}"] for seat in range(seats)], booked)

    def test_appends_of_several_processes_stay_whole_and_leave_no_gap(self) -> None:
        writers, rounds, size = 3, 10, 20
        recorders = [self.open_recorder() for _ in range(writers)]
        ends: list[int] = []
        with self.recorder.subscribe() as subscription:

            def write(recorder: PortalRecorder) -> None:
                for _ in range(rounds):
                    batch = [make_event(tags=[f"batch:{uuid4()}"])] * size
                    ends.append(recorder.append(batch))

            threads = [threading.Thread(target=write, args=[recorder]) for recorder in recorders]
            for thread in threads:
                thread.start()
            followed = take(subscription, writers * rounds * size)
            for thread in threads:
                thread.join()
        self.assertEqual(writers * rounds * size, len(followed))
        self.assertEqual(followed, list(self.recorder.read()))
        self.assertEqual([*range(size, len(followed) + 1, size)], sorted(ends))
        self.assertEqual([*range(1, len(followed) + 1)], [read.position for read in followed])
        for first in range(0, len(followed), size):
            batch = followed[first : first + size]
            self.assertEqual(1, len({read.event.tags[0] for read in batch}))

    def test_an_event_with_data_of_another_kind_is_an_error_that_names_its_place(self) -> None:
        pipe = self.recorder.open_pipe()
        self.addCleanup(pipe.close)
        pipe.ask("append", events=[{"type": "other", "data": {"a": 1}}])
        # Who asks for the head has the log show all that it answered, to other processes too.
        pipe.ask("head")
        with self.assertRaisesRegex(DataError, "at 1 "):
            self.recorder.read()

    def test_a_store_that_is_not_there_is_an_error(self) -> None:
        # The program says on standard error that there is no store.
        recorder = PortalRecorder(PORTAL, self.store.with_name("nowhere"))
        with self.assertRaises(OperationalError):
            recorder.head()
        with self.assertRaises(OperationalError):
            recorder.close()
