"""`clave nueva FILE`: the district's key pair, in minisign's files; the secret one has a passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli import answers
from core.district.arguments import PROGRAM
from core.district.learning import keys, passphrase
from core.district.learning.errors import LearningError, LearningFault
from core.exchange import minisign
from core.system import disk
from core.system.status import DONE
from core.system.whole_file import write_whole

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Write FILE and FILE.pub, never over an existing file; the folder is made as needed.

    Raises LearningError, UsageError or SaveError.
    """
    path = options.archivo
    public = path.with_name(path.name + keys.PUBLIC_SUFFIX)
    for target in (path, public):
        if disk.look(target):
            raise LearningError(LearningFault.KEY_EXISTS, str(target))
    words = passphrase.new("clave", PROGRAM)
    secret = keys.create()
    locked = keys.lock(secret, words)
    disk.prepare_directory(path.parent)
    write_whole(public, [minisign.write_public_key(secret.public)])
    try:
        write_whole(path, [locked])
    except BaseException:  # half a pair would stand in the way of a whole one
        public.unlink(missing_ok=True)
        raise
    answers.answer({"clave": str(path), "publica": str(public), "huella": secret.public.fingerprint})
    return DONE
