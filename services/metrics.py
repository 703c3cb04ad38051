"""Figures for Prometheus: what requests ask for, what they cost, and how the parts are.

Each worker of granian counts in files of its own (the library's multiprocess mode), in a folder
of the server they belong to, so that any of them can tell the sum. The files of a worker that
died go on counting: a sum never falls. A server alone in its process counts in memory.

Requests that are over are counted together, by one thread at a time: one by one, amid the work
of others, each would cost a kept answer a seventh more (`benchmarks/README.md`).
"""

from __future__ import annotations

import collections
import functools
import multiprocessing
import os
import shutil
import threading
import time
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.util import Finalize
from pathlib import Path

from flask import Flask, current_app
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
    values,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from services import clock
from services.health_service import Check
from services.observation import Observed
from services.processes import Process, identity, is_identity
from services.refusals import OutOfStock, WrongCredentials

disable_created_metrics()  # When a series began is not asked by any rule of ours.

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
OF_A_CALL = ("method", "route")
MOST_WAITING = 100
LONGEST_WAIT = 0.1
"""How long a request waits to be counted at most, in seconds: so much a worker that is killed
has not told."""


class Timings(Histogram):
    """A histogram that takes many observations at once."""

    def observe_all(self, amounts: Sequence[float]) -> None:
        """Count each amount into the first bucket that holds it."""
        self._sum.inc(sum(amounts))
        buckets = [bisect_left(self._upper_bounds, amount) for amount in amounts]
        for bucket, number in collections.Counter(buckets).items():
            self._buckets[bucket].inc(number)


class Metrics:
    """The figures of one app, counted in `folder` together with its siblings, or alone."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._own = CollectorRegistry()
        self._requests = self._counter("requests", "Requests answered.", (*OF_A_CALL, "status"))
        self._seconds = Timings(
            "shop_request_seconds",
            "Time from the whole request to the answer.",
            OF_A_CALL,
            buckets=SECONDS,
            registry=self._own,
        )
        self._cpu = self._counter("request_cpu_seconds", "CPU time in Python.", OF_A_CALL)
        self._statements = self._counter("sql_statements", "SQL statements.", OF_A_CALL)
        self._slow = self._counter("slow_statements", "Statements over SLOW_QUERY_MS.", OF_A_CALL)
        self._refusals = self._counter("refusals", "Refusals by problem type.", ("type",))
        # Looked up once: the library takes as long to find a series as to count in it.
        self._series = functools.cache(self._series_of)
        self._checkouts = self._counter("checkouts", "Orders placed.")
        self._stock_outs = self._counter("stock_outs", "Checkouts refused for want of stock.")
        self._logins_failed = self._counter("logins_failed", "Logins refused.")
        self._waiting: deque[Observed] = deque()
        self._turn = threading.Lock()
        if folder is not None:
            threading.Thread(target=self._count_now_and_then, name="metrics", daemon=True).start()
            # At the end of a process of multiprocessing, forked ones too, which atexit leaves out.
            Finalize(None, self._count_waiting, exitpriority=0)

    def _counter(self, name: str, meaning: str, labels: tuple[str, ...] = ()) -> Counter:
        return Counter(f"shop_{name}", meaning, labels, registry=self._own)

    def count(self, seen: Observed) -> None:
        """Take a request that is over, to be counted soon."""
        self._waiting.append(seen)
        if len(self._waiting) >= MOST_WAITING and not self._turn.locked():
            self._count_waiting()

    def _count_waiting(self) -> None:
        """Count all that wait, also those that another thread is counting."""
        alike: dict[tuple[str, str, int], list[Observed]] = {}
        with self._turn:
            with suppress(IndexError):
                while True:
                    seen = self._waiting.popleft()
                    alike.setdefault((seen.method, seen.route, seen.status), []).append(seen)
            for call, group in alike.items():
                self._count(call, group)

    def _count_now_and_then(self) -> None:
        """Let the siblings know, also while nothing more comes."""
        while True:
            time.sleep(LONGEST_WAIT)
            if self._waiting:
                self._count_waiting()

    def _count(self, call: tuple[str, str, int], group: Sequence[Observed]) -> None:
        requests, seconds, cpu, statements = self._series(*call)
        requests.inc(len(group))
        seconds.observe_all([seen.seconds for seen in group])
        cpu.inc(sum([seen.cpu_seconds for seen in group]))
        statements.inc(sum([seen.statements for seen in group]))
        for seen in group:
            if seen.slow_statements:
                self._slow.labels(seen.method, seen.route).inc(seen.slow_statements)
            if seen.problem is not None:
                self._count_refusal(seen.problem)
            elif seen.has_sold:
                self._checkouts.inc()

    def _series_of(
        self, method: str, route: str, status: int
    ) -> tuple[Counter, Timings, Counter, Counter]:
        call = (method, route)
        return (
            self._requests.labels(*call, status),
            self._seconds.labels(*call),
            self._cpu.labels(*call),
            self._statements.labels(*call),
        )

    def _count_refusal(self, slug: str) -> None:
        self._refusals.labels(slug).inc()
        if slug == OutOfStock.slug:
            self._stock_outs.inc()
        elif slug == WrongCredentials.slug:
            self._logins_failed.inc()

    def text(self, checks: Mapping[str, Check]) -> bytes:
        """Write all figures, of every worker, in Prometheus's text format."""
        self._count_waiting()
        everything = CollectorRegistry()
        everything.register(_Told([*self._counted(), *_of_checks(checks), *self._of_workers()]))
        return generate_latest(everything)

    def _counted(self) -> Iterator[Metric]:
        if self._folder is None:
            yield from self._own.collect()
        else:
            yield from MultiProcessCollector(None, str(self._folder)).collect()

    def _of_workers(self) -> Iterator[Metric]:
        """Tell what the system says of each worker that lives; nothing where it says nothing."""
        cpu = CounterMetricFamily(
            "shop_worker_cpu_seconds", "CPU time of a worker.", labels=["worker"]
        )
        memory = GaugeMetricFamily(
            "shop_worker_resident_bytes", "Memory a worker holds.", labels=["worker"]
        )
        for process in self._workers():
            cpu.add_metric([str(process.pid)], process.cpu_seconds)
            memory.add_metric([str(process.pid)], process.resident_bytes)
        return iter((cpu, memory))

    def _workers(self) -> Iterator[Process]:
        files = self._folder.glob("counter_*.db") if self._folder else ()
        pids = [int(file.stem.rpartition("_")[2]) for file in files] or [os.getpid()]
        for pid in sorted(pids):
            process = Process.read(pid)
            if process is not None and process.is_sibling:
                yield process


class _Told:
    """What was collected already, as the library takes it."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        """Return the figures."""
        return iter(self._metrics)


def _of_checks(checks: Mapping[str, Check]) -> Iterator[Metric]:
    up = GaugeMetricFamily("shop_check_up", "1 where a part passed.", labels=["check"])
    for name, check in checks.items():
        up.add_metric([name], float(check.passed))
    yield up
    instant = clock.read().timestamp()
    yield GaugeMetricFamily("shop_clock_seconds", "The shop's clock, since 1970.", value=instant)


def init_app(app: Flask) -> None:
    """Give `app` figures of its own, in a folder shared with its siblings where it has any."""
    folder = _shared_folder(app.config["INSTANCE_FOLDER"] / "metrics")
    if folder is not None:
        # The library reads it when the first figure is made, and whenever a new label comes.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        values.ValueClass = values.get_value_class()
    app.extensions["metrics"] = Metrics(folder)


def current_metrics() -> Metrics:
    """Return the current app's figures."""
    metrics: Metrics = current_app.extensions["metrics"]
    return metrics


def _shared_folder(parent: Path) -> Path | None:
    """Make the folder of the server that this process is a worker of; None where it is none.

    The folders of servers that are gone are taken away: no worker of theirs can come back.
    """
    server = multiprocessing.parent_process()
    if server is None or server.pid is None:
        return None
    folder = parent / identity(server.pid)
    folder.mkdir(parents=True, exist_ok=True)
    for other in parent.iterdir():
        if other != folder and not is_identity(other.name):
            shutil.rmtree(other, ignore_errors=True)
    return folder
