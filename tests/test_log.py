"""The log file is bounded, and a folder that cannot be written does not stop the program."""

import logging
from pathlib import Path

import pytest

from townhall.log import log_file, start_log, stop_log, traceback_without_words


def test_the_log_is_written_where_it_says(tmp_path):
    start_log()
    start_log()
    logging.getLogger("townhall.x").warning("once")
    stop_log()
    assert log_file().read_text("utf-8").count("once") == 1


def test_the_log_does_not_grow_without_end():
    start_log()
    logger = logging.getLogger("townhall.x")
    for _number in range(400):
        logger.warning("%s", "x" * 5000)
    stop_log()
    sizes = [path.stat().st_size for path in log_file().parent.iterdir()]
    assert len(sizes) == 3
    assert max(sizes) <= 510_000


def test_other_packages_do_not_write_into_it():
    start_log()
    logging.getLogger("sqlalchemy.engine").warning("secret")
    logging.getLogger("townhall.x").warning("ours")
    stop_log()
    assert "secret" not in log_file().read_text("utf-8")


def test_the_folder_of_the_user_is_not_told(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path(__file__).parent)
    with pytest.raises(ValueError, match="words") as caught:
        raise ValueError("words")
    text = traceback_without_words(caught.value)
    assert 'File "~/test_log.py"' in text
    assert str(Path(__file__).parent) not in text
