"""Read on a Dask cluster: the same function over the same documents, on any number of machines.

A document is sent with its task, so that another worker can take over the task of a lost one. The limits on time and
memory apply there too, since every worker of the cluster reads in expendable processes of its own.
"""

from __future__ import annotations

import multiprocessing
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import dask
from distributed import CancelledError, Client, Future, KilledWorker, Worker, WorkerPlugin, get_worker
from distributed.comm.addressing import get_address_host_port

from crawler.reading import READER_VERSION
from crawler.reading.pool import Limits, ReadingPool
from lgsco_store.errors import LgscoError
from lgsco_store.records import Reading, Source

_CONNECT_SECONDS = 5
_WORKER_SECONDS = 15
# In addition to the limits: a lost worker is replaced within seconds.
_PATIENCE_SECONDS = 60
# Dask warns of tasks above 10 MB; a letter in its task is intended.
_LARGE_TASKS = {"distributed.admin.large-graph-warning-threshold": "1GB"}


class ClusterError(LgscoError):
    """The cluster is unavailable, or does not do its work; readings made by then are stored."""


class Readers(WorkerPlugin):
    """The processes that read on one worker of the cluster, as many as it has threads."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self._limits = limits

    def setup(self, worker: Worker) -> None:
        """Start the processes with the worker; one that joins later, or comes back, gets its own."""
        # Dask's nanny makes its workers daemons, which may not have child processes.
        multiprocessing.current_process().daemon = False
        self.pool = ReadingPool(
            workers=worker.state.nthreads, seconds=self._limits.seconds, memory_mb=self._limits.memory_mb
        )

    def teardown(self, worker: Worker) -> None:
        """End the processes."""
        del worker
        self.pool.close()


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that the cluster is reading."""

    task: Future[Reading]
    seconds: float

    def result(self) -> Reading:
        """Wait for the reading.

        Raises:
            ClusterError: the cluster lost it or does not answer, or a different reader version read it.
        """
        try:
            reading = self.task.result(timeout=self.seconds)
        except TimeoutError:
            raise ClusterError(f"the cluster has read nothing for {self.seconds:g} seconds: look at it") from None
        except (KilledWorker, CancelledError, OSError) as error:
            raise ClusterError(f"the cluster lost a document ({type(error).__name__}): look at its workers") from None
        if reading.reader_version != READER_VERSION:
            raise ClusterError(
                f"the cluster's workers have reader {reading.reader_version}, not {READER_VERSION}: "
                "install the same release on them"
            )
        return reading


class Cluster:
    """A cluster with the interface of ``ReadingPool``; ``workers`` is how many documents are read at a time."""

    def __init__(self, client: Client, readers: str, limits: Limits) -> None:
        self.workers = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
        self._client = client
        self._readers = readers
        self._seconds = _PATIENCE_SECONDS + 3 * limits.seconds

    def submit(self, content: bytes, source: Source = Source.LETTER, url: str = "") -> Pending:
        """Queue one document."""
        return Pending(self._client.submit(_read, self._readers, content, source, url, pure=False), self._seconds)


@contextmanager
def connect(address: str, limits: Limits) -> Iterator[Cluster]:
    """Connect to the scheduler at an address such as ``tcp://host:8786``, whose workers read until the end.

    Raises:
        ClusterError: there is no such cluster, it has no worker, or its workers lack this release.
    """
    readers = Readers(f"lgsco-{uuid.uuid4()}", limits)
    with dask.config.set(_LARGE_TASKS), _client(address) as client:
        try:
            client.register_plugin(readers)
        except (ImportError, AttributeError):
            raise ClusterError(f"{address}: the workers lack this release of lgsco: install it on them") from None
        try:
            yield Cluster(client, readers.name, limits)
        finally:
            client.unregister_worker_plugin(readers.name)  # type: ignore[no-untyped-call]


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        # A client of an address that it cannot parse fails once more, with a traceback, when it is collected.
        get_address_host_port(address)
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(f"{address}: no Dask cluster answers there: check the address: {error}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKER_SECONDS)
        except TimeoutError:
            raise ClusterError(f"{address}: the Dask cluster has no worker: give it some") from None
        yield client


def _read(readers: str, content: bytes, source: Source, url: str) -> Reading:
    """Read on a worker, in a thread that waits for one of the worker's processes."""
    plugin = cast("Readers", get_worker().plugins[readers])
    return plugin.pool.submit(content, source, url).result()
