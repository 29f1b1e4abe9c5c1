"""The pipeline over partitions: what it finds, that no size and no engine changes it, a worker that dies."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, os.fspath(Path(__file__).parent))

from clusters import free_port

from compare.corpus.passages import find_passages
from compare.corpus.scale.engine import Serial, cluster, processes, ranges
from compare.corpus.scale.run import LONGEST, Shared, Size, find_shared
from compare.corpus.scale.store import Batch, Keys, Text, gather, put
from compare.errors import BiduiError, ReadError

SMALL = Size(rows=4000, hits=500, batch=7)
COPIED = "鼓励养蜂合作社在青汐岭建设标准化蜂场并统一配备运蜂车辆"
FORMULA = "本办法自印发之日起施行有效期五年"


def _texts(count: int = 40) -> list[Text]:
    """Invented documents of random characters: each third one has COPIED, slightly changed in each sixth, all have
    FORMULA, and number 5 is a copy of number 4 that is no head."""
    chooser = random.Random(3)
    found = []
    for number in range(count):
        clauses = ["".join(chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(30)) for _ in range(20)]
        if number % 3 == 0:
            clauses.insert(number % 7, COPIED.replace("运蜂", "转运") if number % 6 == 0 else COPIED)
        clauses.append(FORMULA)
        ends = np.cumsum([0, *map(len, clauses)]).astype(np.int32)
        found.append(Text("".join(clauses), ends, number % 4))
    found[5] = replace(found[4], head=False)
    return found


def _bytes(found: Shared) -> list[bytes]:
    columns = (found.first, found.left, found.right, found.ratio, found.shared)
    equal = (found.equal.clause, found.equal.families, found.equal.issuers)
    return [str(found.frequent).encode(), *(column.tobytes() for column in (*columns, *equal))]


def _key(text: Text, clause: int) -> str:
    return text.key[text.bounds[clause] : text.bounds[clause + 1]]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return find_shared(_texts(), tmp_path_factory.mktemp("scale"), Serial(), most=20, one_in=1)


def test_copied_clauses_are_paired_and_formulas_counted(plain: Shared) -> None:
    texts = _texts()
    documents = plain.document(plain.left), plain.document(plain.right)
    pairs = set(zip(documents[0].tolist(), documents[1].tolist(), strict=True))
    carriers = range(0, 40, 3)
    assert pairs == {(a, b) for a in carriers for b in carriers if a < b}
    assert all("合作社" in _key(texts[d], c - plain.first[d]) for d, c in zip(documents[0], plain.left, strict=True))
    assert plain.frequent == len(FORMULA) - 7
    top = plain.equal.clause[0]
    assert _key(texts[0], int(top)) == FORMULA
    assert plain.equal.families[0] == 39  # number 5 is a copy
    assert plain.equal.issuers[0] == 4
    assert plain.equal.families[1:].tolist() == [7, 7]


@pytest.mark.parametrize("size", [SMALL, Size(rows=700, hits=90, batch=1), Size(rows=10**6, hits=10**6, batch=1000)])
def test_size_of_the_parts_changes_nothing(plain: Shared, size: Size, tmp_path: Path) -> None:
    assert _bytes(find_shared(_texts(), tmp_path, Serial(), most=20, one_in=1, size=size)) == _bytes(plain)


def test_same_pairs_as_a_small_report(tmp_path: Path) -> None:
    texts = [text for text in _texts() if text.head]
    keys = [[_key(text, n) for n in range(len(text.bounds) - 1)] for text in texts]
    small = find_passages(texts, keys, 20)
    large = find_shared(texts, tmp_path, Serial(), most=20, one_in=1)
    assert len(small.left) > 50
    assert large.document(large.left).tolist() == small.left.tolist()
    assert (large.left - large.first[small.left]).tolist() == small.left_clause.tolist()
    assert (large.right - large.first[small.right]).tolist() == small.right_clause.tolist()
    assert large.ratio.tolist() == small.similarity.tolist()
    assert large.shared.tolist() == small.shared.tolist()


@pytest.mark.parametrize("weights", [[], [5], [0, 0], [3, 3, 3], [9, 1, 1, 9]])
def test_ranges_tile(weights: list[int]) -> None:
    found = ranges(weights, 6)
    assert [n for a, b in found for n in range(a, b)] == list(range(len(weights)))
    assert all(sum(weights[a:b]) <= 6 or b - a == 1 for a, b in found)


def test_processes_give_the_same(plain: Shared, tmp_path: Path) -> None:
    with processes(2) as engine:
        assert _bytes(find_shared(_texts(), tmp_path, engine, most=20, one_in=1, size=SMALL)) == _bytes(plain)


@pytest.mark.filterwarnings("default")
def test_cluster_gives_the_same_and_survives_a_worker(
    plain: Shared, workers: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, started = workers
    with cluster(address) as engine:
        first, second = tmp_path / "first", tmp_path / "second"
        first.mkdir()
        second.mkdir()
        assert _bytes(find_shared(_texts(), first, engine, most=20, one_in=1, size=SMALL)) == _bytes(plain)

        def dying() -> Iterator[Text]:
            for number, text in enumerate(_texts()):
                if number == 25:  # batches are on their way to both workers
                    started[0].kill()
                yield text

        assert _bytes(find_shared(dying(), second, engine, most=20, one_in=1, size=SMALL)) == _bytes(plain)
        assert started[0].wait() < 0
        assert started[1].poll() is None


def _kill_once(asked: tuple[str, int]) -> int:
    """Gives its number back; ends the process it runs in, the first time."""
    place = Path(asked[0])
    if not place.exists():
        place.touch()
        os._exit(1)
    return asked[1]


def test_no_documents_and_empty_ones(tmp_path: Path) -> None:
    for name, texts in (
        ("none", []),
        ("empty", [Text("", np.zeros(1, np.int32)), Text("短", np.asarray([0, 1], np.int32))]),
    ):
        folder = tmp_path / name
        folder.mkdir()
        found = find_shared(texts, folder, Serial())
        assert len(found.first) == len(texts) + 1
        assert not len(found.left)
        assert not len(found.equal.clause)


def test_document_too_long_is_said(tmp_path: Path) -> None:
    text = Text("长" * LONGEST, np.asarray([0, LONGEST], np.int32))
    with pytest.raises(ReadError, match="请拆开"):
        find_shared([text], tmp_path, Serial())


def test_process_that_dies_is_done_without(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with processes(2) as engine:
        found = list(engine.map(_kill_once, [(str(mark), number) for number in range(5)]))
    assert found == list(range(5)) and mark.exists()  # nothing is lost, nothing is doubled


def test_no_scheduler_is_said_in_one_line() -> None:
    pytest.importorskip("distributed", reason="dask distributed is not installed")
    with pytest.raises(BiduiError, match="连接不上集群"), cluster(f"tcp://127.0.0.1:{free_port()}"):
        pass


def _process_of(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX")
def test_workers_end_with_a_parent_that_is_killed() -> None:
    code = (
        "import sys\nsys.path.insert(0, sys.argv[1])\nimport test_scale\nfrom compare.corpus.scale.engine import processes\n"
        "if __name__ == '__main__':\n    with processes(2) as engine:\n"
        "        print(*engine.map(test_scale._process_of, [0.2, 0.2]), flush=True)\n"
        "        list(engine.map(test_scale._process_of, [300, 300]))\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), str(Path(__file__).parent)]),
    }
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "parent.py"
        script.write_text(code, encoding="utf-8")
        parent = subprocess.Popen(
            [sys.executable, str(script), str(Path(__file__).parent)],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert parent.stdout is not None
        workers = {int(number) for number in parent.stdout.readline().split()}
        parent.kill()
        parent.wait()
        parent.stdout.close()
    assert workers and os.getpid() not in workers
    deadline = time.monotonic() + 60
    while any(_lives(number) for number in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(_lives(number) for number in workers)


def _lives(number: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        return not Path("/proc").is_dir()
    return state != "Z"


def test_keys_of_rare_characters_are_kept(tmp_path: Path) -> None:
    clauses = [["青汐岭的蜂场", "𠀀𠀁𠀂养蜂人的名字", ""], ["\ud800半个字\udc00", "青汐岭的蜂场二"], ["普通的一句话"]]
    for number, texts in enumerate(clauses):
        ends = np.cumsum([0, *map(len, texts)]).astype(np.int32)
        put(Batch(str(tmp_path), number, (Text("".join(texts), ends),), 1))
    gather(str(tmp_path), 3)
    keys = Keys(str(tmp_path))
    flat = [clause for texts in clauses for clause in texts]
    numbers = np.asarray([5, 0, 3, 1, 1, 4, 2])
    assert keys.texts(numbers) == [flat[n] for n in numbers.tolist()]
    assert keys.lengths(numbers).tolist() == [len(flat[n]) for n in numbers.tolist()]
    assert keys.stretch(0, 2, 8) == "岭的蜂场𠀀𠀁"
    assert sorted(path.name for path in tmp_path.glob("codes-*")) == []
