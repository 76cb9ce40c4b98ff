"""Reading many workbooks: in parallel, in order, and through crashes and runaways.

Each batch of files is read in a process with bounded memory and time. When a process dies, the
files it had are read again, each alone; the one that kills its process a second time becomes a
finding, and all the others go on.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import re
import signal
import sys
import threading
import zipfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from contextvars import ContextVar
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from ..core.errors import UsageError
from .parts import Job, Reading, read_part, unreadable
from .reading import TOO_MUCH

T = TypeVar("T")
R = TypeVar("R")

MEMORY: Final = 2 * 2**30
SECONDS: Final = 60
BATCH: Final = 8
WORKBOOK_ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""What is read from a folder; those Estimat cannot read are there so that it says so."""


_ANSWERS: Final = frozenset({
    ".7z", ".bak", ".csv", ".dif", ".eml", ".et", ".fods", ".gnumeric", ".gsheet", ".lnk", ".msg",
    ".numbers", ".ots", ".prn", ".rar", ".slk", ".sxc", ".tsv", ".url", ".wk1", ".wks", ".xlt",
    ".xltm", ".xltx", ".xlw", ".zip",
})  # fmt: skip
"""How files end that an area may be delivered in, and that Estimat does not read."""

_WAS_A_WORKBOOK: Final = re.compile(r"\.(?:xls[xmb]?|ods)\W*(?:~|\.\w+)$", re.IGNORECASE)
"""`PLL.xlsx~`, `PLL.xlsx.tmp`, `PLL.xlsx.download`."""


def find_workbooks(arguments: Sequence[str], *, may_be_none: bool = False) -> list[Path]:
    """The workbooks that files and folders stand for, each once, in a stable order.

    Lock files (`~$x.xlsx`, `.~lock.x.xlsx#`) and hidden files in folders are passed over, and what
    is no workbook; see `answers_not_read`. A folder without any is refused, unless there may be
    none yet.
    """
    found: dict[str, Path] = {}
    for argument in arguments:
        inside = [Path(argument)]
        if os.path.isdir(argument):
            inside = _files_in(argument, _is_workbook)
            if not (inside or may_be_none):
                raise UsageError(f"Mappen {argument} har ingen arbeidsbøker (.xlsx eller .xlsm).")
        for each in inside:
            found.setdefault(os.path.realpath(each), each)
    return list(found.values())


def refuse_nowhere(arguments: Iterable[str]) -> None:
    """Refuse what is neither a file nor a folder, where a missing one would count as not come."""
    for argument in arguments:
        if not os.path.lexists(argument):
            raise UsageError(f"{argument} finnes ikke. Kontroller navnet.")


def but_for(paths: Iterable[Path], *others: Path) -> list[Path]:
    """The paths that lead to none of the others, nor to what one of them is a copy of."""
    passed = {os.path.realpath(each) for other in others for each in (other, said(other))}
    return [path for path in paths if os.path.realpath(path) not in passed]


def answers_not_read(arguments: Iterable[str]) -> list[Path]:
    """The files in folders that may be somebody's answer, and are none that Estimat reads."""
    return [
        file
        for argument in arguments
        if os.path.isdir(argument)
        for file in _files_in(argument, _may_be_an_answer)
    ]


def _may_be_an_answer(path: Path) -> bool:
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        return False
    told = path.suffix.lower() in _ANSWERS or _WAS_A_WORKBOOK.search(path.name)
    return path.is_file() and bool(told or _holds_a_workbook(path))


def _holds_a_workbook(path: Path) -> bool:
    """Whether a file is a workbook by what is in it, whatever it is called."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return False
        with zipfile.ZipFile(path) as archive:
            return any(name.lower().startswith("xl/") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _files_in(folder: str, wanted: Callable[[Path], bool]) -> list[Path]:
    """The wanted files in a folder and those below it, links to folders too; no hidden ones."""
    seen: set[str] = set()
    found: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=_cannot_list, followlinks=True):
        real = os.path.realpath(here)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        shown = [file for file in files if not file.startswith(("~$", "."))]
        found += filter(wanted, (Path(here, file) for file in shown))
    return sorted(found)


def refuse_inside(target: Path, arguments: Sequence[str]) -> None:
    """Refuse to make a workbook where the next reading would take it for one of the inputs."""
    here = Path(os.path.realpath(target))
    for argument in arguments:
        if os.path.isdir(argument) and here.is_relative_to(os.path.realpath(argument)):
            raise UsageError(
                f"{target} ligger i mappen det leses fra, og ville neste gang bli lest som en del. "
                f"Velg et sted utenfor {argument}."
            )


def _is_workbook(path: Path) -> bool:
    # A link that leads nowhere is a finding.
    return path.suffix.lower() in WORKBOOK_ENDINGS and (path.is_file() or path.is_symlink())


def _cannot_list(problem: OSError) -> None:
    raise UsageError(
        f"Får ikke lest mappen {problem.filename}, og da kunne områder falt ut av summen."
    ) from problem


READS_HERE: Final = ContextVar("READS_HERE", default=False)
"""Whether files are read in this process; see `reading_here`."""


_CALLED: Final = ContextVar[Mapping[Path, str]]("_CALLED")
"""What files are called that are read instead of others; see `reading_instead`."""


@contextmanager
def reading_here() -> Iterator[None]:
    """Read in this process for as long as this lasts: it is a spreadsheet program's.

    Such a program cannot be forked, nor is it a Python that could be started again; and its user
    chose the files, and may open them in it.
    """
    before = READS_HERE.set(True)
    try:
        yield
    finally:
        READS_HERE.reset(before)


@contextmanager
def reading_instead(file: Path, called: str) -> Iterator[None]:
    """Let a file that is a copy be called what it is a copy of, for as long as this lasts."""
    before = _CALLED.set({file: called})
    try:
        yield
    finally:
        _CALLED.reset(before)


def said(path: str | Path) -> str:
    """The path as people read it; a name that is not text loses what cannot be shown."""
    called = _CALLED.get({}).get(Path(path), str(path))
    return called.encode("utf-8", "replace").decode("utf-8")


def read_all(jobs: Sequence[Job], executor: Executor | None = None) -> Iterator[Reading]:
    """Read every job, in order; the default executor is a pool of bounded processes.

    One that is given is left open: it is its owner's to close.
    """
    if executor:
        read_alone = partial(_read_alone, executor)
        yield from _mapped(jobs, lambda: nullcontext(executor), read_batch, read_alone)
    elif READS_HERE.get():
        with ThreadPoolExecutor(1) as here:
            yield from read_all(jobs, here)
    else:
        why = f"den tok mer enn {SECONDS} sekunder eller krasjet"
        lost = partial(unreadable, rule=TOO_MUCH, found=why)
        yield from bounded(jobs, _read_here, lost, bounded_pool)


def bounded(
    tasks: Sequence[T],
    work: Callable[[T], R],
    lost: Callable[[T], R],
    open_pool: Callable[[int], AbstractContextManager[Executor]],
) -> Iterator[R]:
    """What `work` makes of each task in a process of the pool, in order.

    It may take `SECONDS`. What ends its process, twice, is what `lost` makes of it.
    """
    within_time = partial(watched, work, SECONDS)

    def alone(task: T) -> R:
        with open_pool(1) as pool:
            try:
                (result,) = pool.submit(within_time, [task]).result()
            except Exception:
                return lost(task)
            return result

    # All processes of a pool start with its first task, also those that no task is left for.
    workers = min(len(tasks), os.cpu_count() or 1)
    yield from _mapped(tasks, lambda: open_pool(workers), within_time, alone)


def _read_here(job: Job) -> Reading:
    return read_part(job)


def read_batch(jobs: Sequence[Job]) -> list[Reading]:
    """Read some files here, one after the other."""
    return [read_part(job) for job in jobs]


def _mapped(
    tasks: Sequence[T],
    open_pool: Callable[[], AbstractContextManager[Executor]],
    work: Callable[[Sequence[T]], list[R]],
    work_alone: Callable[[T], R],
) -> Iterator[R]:
    size = max(1, min(BATCH, len(tasks) // (os.cpu_count() or 1)))
    batches = deque(tasks[start : start + size] for start in range(0, len(tasks), size))
    while batches:
        with open_pool() as pool:
            lost = yield from _until_crash(batches, pool, work)
        for task in chain.from_iterable(lost):
            yield work_alone(task)


def _until_crash(
    batches: deque[Sequence[T]], pool: Executor, work: Callable[[Sequence[T]], list[R]]
) -> Generator[R, None, list[Sequence[T]]]:
    """Take batches and do them, in order; gives those that were under way in a crash."""
    waiting: deque[tuple[Sequence[T], Future[list[R]]]] = deque()
    while batches or waiting:
        try:
            while batches and len(waiting) < 4 * (os.cpu_count() or 1):
                future = pool.submit(work, batches[0])
                waiting.append((batches.popleft(), future))
            results = waiting[0][1].result()
        except Exception:
            for _, future in waiting:
                future.cancel()
            return [batch for batch, _ in waiting] or [batches.popleft()]
        waiting.popleft()
        yield from results
    return []


def _read_alone(executor: Executor, job: Job) -> Reading:
    try:
        (reading,) = executor.submit(read_batch, [job]).result()
    except BrokenExecutor:  # it takes nothing more; here it can still be read
        (reading,) = read_all([job])
    except Exception:
        return unreadable(job, TOO_MUCH, "prosessen som leste den, krasjet")
    return reading


@contextmanager
def bounded_pool(workers: int, *, sparse: bool = False) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes that end with this one, each with bounded memory.

    Sparse ones reserve many more addresses than they use, and are bounded by what they use.
    """
    # A forked child starts at once; Windows has no fork and starts a fresh Python.
    method = "spawn" if sys.platform == "win32" else "fork"
    pool = ProcessPoolExecutor(
        workers,
        multiprocessing.get_context(method),
        initializer=_bound,
        initargs=(MEMORY, sparse),
    )
    try:
        with _ctrl_c_held():
            pool.submit(os.getpid)  # the first task starts the processes
        yield pool
    finally:
        # Waiting keeps Python, on its way out, from waking a pool that is just being closed.
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Let ctrl-C wait: in the middle of starting processes it would leave some to wait for ever."""
    if sys.platform == "win32":
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _bound(memory: int, sparse: bool) -> None:
    """Limit what this process may use; it ends with its parent, and on ctrl-C without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sparse:  # what a native library says as it goes down is for nobody here
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # A workbook is ten thousand small objects that all stay until it is added up; looking for
    # garbage among them every 700 finds none and takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(50_000)
    if sys.platform != "win32":  # there the limits on the package alone bound the memory
        import resource  # noqa: PLC0415

        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        with suppress(ValueError, OSError):  # a tighter limit is set already
            what, field = (resource.RLIMIT_DATA, _DATA) if sparse else (resource.RLIMIT_AS, _ALL)
            most = memory + _born_with(field) * resource.getpagesize()
            resource.setrlimit(what, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_ALL, _DATA = 0, 5
"""Addresses, and those of them that are for data, in what the system says of a process."""


def _born_with(field: int) -> int:
    """Pages that it has of the process it was forked from, maybe a large notebook.

    Only what it takes itself is to be bounded. 0 where there is no way to know.
    """
    try:
        with open("/proc/self/statm", encoding="ascii") as said_by_system:
            return int(said_by_system.read().split()[field])
    except OSError:
        return 0


def _end_with_parent() -> None:
    """A parent that is killed tells nobody; its readers would wait for the next file for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def watched(work: Callable[[T], R], seconds: float, tasks: Sequence[T]) -> list[R]:
    """Do some tasks; a watchdog outside Python ends the process when one takes too long."""
    results = []
    with open(os.devnull, "w") as nowhere:
        for task in tasks:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            results.append(work(task))
            faulthandler.cancel_dump_traceback_later()
    return results
