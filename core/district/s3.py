"""A lake on S3: `s3://bucket/prefix`, with the credentials and the endpoint of the environment (`AWS_…`).

Files are written once and never change, so each is fetched once, into this user's cache, and compared with the
SHA-256 of the manifest. A manifest is created under its number only if that is not taken: of two writers the later
one has to begin again. What an upload that broke off has left is no part of the lake.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    GenericError,
    NotFoundError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from core.district.errors import LakeError, LakeFault
from core.district.files import S3, new_file
from core.system import disk
from core.system.paths import APP_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE_VARIABLE: Final = "PREDICTOR_MEDICO_CACHE"
_RETRIES: Final = 3
_PATIENCE: Final = timedelta(seconds=60)
_STALLED: Final = timedelta(seconds=30)
_LONGEST_DETAIL: Final = 200
_DENIALS: Final = ("401", "403")
_MISSING: Final = (FileNotFoundError, NotFoundError)
"""What the library raises where there is no such file."""


class BucketStore:
    """A lake in a bucket. Raises LakeError (DENIED, SILENT, UNREACHABLE) where the service refuses or breaks off."""

    def __init__(self, place: str) -> None:
        self._place = place
        bucket, _, prefix = place.removeprefix(S3).partition("/")
        if not bucket:
            raise LakeError(LakeFault.UNREACHABLE, place, "falta el nombre del balde")
        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL", "")
        with self._refusing():
            self._store = S3Store(
                bucket,
                prefix=prefix.strip("/") or None,
                checksum_algorithm="SHA256",
                client_options={"allow_http": endpoint.startswith("http://"), "timeout": _STALLED},
                retry_config={"max_retries": _RETRIES, "retry_timeout": _PATIENCE},
            )
        self._cache = _cache_of(place)

    @property
    def place(self) -> str:
        """The lake's address."""
        return self._place

    @property
    def staging(self) -> Path:
        """A folder of this process in the cache."""
        return self._cache / f"en-curso-{os.getpid()}"

    @property
    def is_shared(self) -> bool:
        """Others may write at the same time."""
        return True

    @contextlib.contextmanager
    def writing(self, role: str) -> Iterator[None]:  # noqa: ARG002 - a bucket has no lock to name
        """Make and remove the staging folder; who comes second is told by `create`."""
        disk.prepare_directory(self.staging)
        try:
            yield
        finally:
            shutil.rmtree(self.staging, ignore_errors=True)

    def names(self, folder: str, after: str = "") -> list[str]:
        """Return the names of the files in a folder of the lake, ascending; "" is its root alone."""
        with self._refusing():
            if not folder:
                found = obstore.list_with_delimiter(self._store)["objects"]
                return sorted(one["path"] for one in found)
            return sorted(
                one["path"] for part in obstore.list(self._store, prefix=folder, offset=after or None) for one in part
            )

    def read(self, name: str) -> bytes:
        """Return the content of a file."""
        with self._refusing(), self._expecting(name):
            content: bytes = obstore.get(self._store, name).bytes().to_bytes()
        return content

    def local(self, name: str, sha256: str) -> Path:
        """Return the path of the cached copy, fetched if there is none, and checked then."""
        path = self._cache / name
        if disk.look(path):
            return path
        try:
            disk.make_directory(path.parent)
            temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
            try:
                with os.fdopen(new_file(temporary), "wb") as file, self._refusing(), self._expecting(name):
                    checksum = hashlib.sha256()
                    for chunk in obstore.get(self._store, name).stream():
                        checksum.update(chunk)
                        file.write(chunk)
                if checksum.hexdigest() != sha256:
                    raise LakeError(LakeFault.DAMAGED, f"{self._place}/{name}")
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:
            raise disk.save_error(error, path) from error
        return path

    def create(self, name: str, content: bytes) -> None:
        """Write a file, unless it exists."""
        try:
            with self._refusing():
                obstore.put(self._store, name, content, mode="create", use_multipart=False)
        except AlreadyExistsError:
            raise LakeError(LakeFault.CHANGED, f"{self._place}/{name}") from None

    def publish(self, path: Path, name: str) -> None:
        """Upload a file, with checksums and in parts if it is long; a copy of data stays in the cache."""
        with self._refusing():
            obstore.put(self._store, name, path)
        cached = self._cache / name
        try:
            disk.make_directory(cached.parent)
            path.replace(cached)
        except OSError as error:
            raise disk.save_error(error, cached) from error

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with self._refusing(), contextlib.suppress(*_MISSING):
            obstore.delete(self._store, name)

    @contextlib.contextmanager
    def _refusing(self) -> Iterator[None]:
        """Turn the library's errors into LakeError, but for those that say that a file exists, or does not."""
        try:
            yield
        except (AlreadyExistsError, *_MISSING):
            raise
        except (BaseError, ValueError) as error:
            raise LakeError(_fault_of(error), self._place, _first_line(error)) from error

    @contextlib.contextmanager
    def _expecting(self, name: str) -> Iterator[None]:
        """Turn the library's error of a file that is not there into LakeError, DAMAGED."""
        try:
            yield
        except _MISSING:
            raise LakeError(LakeFault.DAMAGED, f"{self._place}/{name}") from None


def _fault_of(error: Exception) -> LakeFault:
    """Return what the service did; of some of its answers the library tells the status in its text alone."""
    status = re.search(r"status code: (\d+)", str(error))
    if isinstance(error, PermissionDeniedError | UnauthenticatedError) or (status and status[1] in _DENIALS):
        return LakeFault.DENIED
    is_silent = isinstance(error, GenericError) and not status
    return LakeFault.SILENT if is_silent else LakeFault.UNREACHABLE


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:_LONGEST_DETAIL]


def _cache_of(place: str) -> Path:
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        root = Path(given).expanduser().absolute()
    else:
        from platformdirs import user_cache_path  # noqa: PLC0415 - only without the variable

        root = user_cache_path(APP_ID, appauthor=False)
    return root / "lagos" / hashlib.sha256(place.encode()).hexdigest()[:16]
