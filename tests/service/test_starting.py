"""What the service finds when it starts: work that was cut off, a model that has gone, an extra that is missing."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from core.system.paths import LOG_NAME
from tests.conftest import PROGRAM as COMMAND_LINE
from tests.samples import a_line
from tests.service.test_service import records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.service.conftest import Service

WITHOUT_EXTRA = """
import sys
sys.modules["uvicorn"] = None
from core.service.main import main
sys.exit(main())
"""


def test_a_restoring_that_was_cut_off_is_finished(
    serve: Callable[..., Service], data_dir: Path, tmp_path: Path
) -> None:
    data_dir.mkdir()
    log, backup = data_dir / LOG_NAME, tmp_path / "copiá.zip"
    log.write_bytes(a_line("a") + a_line("b"))
    words = ["--data-dir", str(data_dir), "respaldar", "--salida", str(backup)]
    subprocess.run([*COMMAND_LINE, *words], check=True, capture_output=True)
    log.write_bytes(a_line("a"))
    (data_dir / "restauracion.pendiente").write_text(str(backup), encoding="utf-8")
    service = serve()
    assert "se terminó la restauración de" in b"".join(service.other).decode()
    assert service.client().predict().status == 200
    assert len(records(data_dir)) == 3
    assert not (data_dir / "restauracion.pendiente").exists()


def test_without_its_extra_it_says_which_one_is_missing(data_dir: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTRA, "--data-dir", str(data_dir)], capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert "falta el extra «servicio»: uv run --extra servicio predictor-medico-servicio\n" in ran.stderr.decode()
    assert ran.stderr.count(b"\n") == 1
    assert not data_dir.exists()
