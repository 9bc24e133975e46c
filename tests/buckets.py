"""An S3 server of this machine, with one bucket, for tests of what may be kept in one."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import s3fs
from moto.server import ThreadedMotoServer

BUCKET = "cakupan-uji"


@contextmanager
def bucket() -> Iterator[ThreadedMotoServer]:
    """Run the server; what fsspec opens as s3:// is there until the block ends."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "uji",
        "AWS_SECRET_ACCESS_KEY": "uji",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in told.items():
            environment.setenv(name, value)
        s3fs.S3FileSystem.clear_instance_cache()  # one opened before would keep its own address
        s3fs.S3FileSystem().mkdir(BUCKET)
        yield server
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def contents() -> dict[str, bytes]:
    """Return every object of the bucket by its key."""
    system = s3fs.S3FileSystem()
    system.invalidate_cache()
    return {path.partition("/")[2]: system.cat_file(path) for path in system.find(BUCKET)}
