"""Many files in one .zip: the same files and moment give the same bytes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from townhall.domain.file_names import unique_names

_PERMISSIONS = 0o644 << 16
_FIRST_YEAR = 1980
_UNIX = 3


def zip_package(files: Sequence[tuple[str, bytes]], stamp_utc: datetime) -> bytes:
    """`files` (name and content) in their order, all of the moment `stamp_utc`.

    Names are made safe for every system and unique, so that unpacking writes each file beside the
    others and nowhere else.
    """
    moment = stamp_utc.astimezone(UTC).replace(microsecond=0)
    if moment.year < _FIRST_YEAR:  # a .zip knows no earlier one
        moment = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    stamp = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        names = unique_names([name for name, _content in files])
        for name, (_name, content) in zip(names, files, strict=True):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PERMISSIONS
            entry.create_system = _UNIX
            package.writestr(entry, content)
    return written.getvalue()
