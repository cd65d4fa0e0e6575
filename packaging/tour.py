"""The states of the window of which pictures are taken, in their order: each begins where the one before ended."""

from __future__ import annotations

import json
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QListWidget

from core.clinical.model import BUILT_IN
from core.errors import SaveError, SaveFailure
from core.exchange.minisign import PublicKey, write_public_key
from core.models import catalogue
from core.system.clock import local_now
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from core.vocabulary import Reason
from gui.model.comparing import Comparing
from gui.shell.dialogs import Dialogs
from gui.shell.notices import Notices
from window_states import REFUSED, State

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMenu, QWidget

    from window_states import Looks

_TABLES: Final = count(1)


def of_a_patient(looks: Looks, *vitals: str) -> list[State]:
    """Return the states of the README: a patient is typed, then each tab in turn."""
    actions = looks.window.menu_actions
    return [
        State("prediccion", (partial(looks.type, *vitals),)),
        State("reporte", (actions.show_report.trigger,)),
        State("registros", (actions.show_records.trigger,)),
        State("modelo", (actions.show_model.trigger,)),
    ]


def whole(looks: Looks) -> list[State]:
    """Return all states."""
    _install_other(looks)
    return [*_typing(looks), *_pages(looks), *_notices(looks), *_papers(looks), *_questions(looks), *_files(looks)]


def _typing(looks: Looks) -> list[State]:
    actions, esc = looks.window.menu_actions, partial(looks.press, "Esc")
    never, *_, always = actions.asked.actions()
    quiet = partial(_close_notices, looks)
    return [
        State("empty", (actions.show_entry.trigger, quiet, esc)),
        State("result", (partial(looks.type, "36,6", "118", "72"),)),
        State("alarm", (partial(looks.type, "40,4", "84", "138"),)),
        State("error", (esc, partial(looks.type, *REFUSED))),
        State("correction", (esc, actions.correct.trigger)),
        State("notice", (partial(looks.press, "Return", "Return", "Return"),)),
        State("asked", (quiet, esc, always.trigger, partial(looks.type, "38,4", "128", "98"))),
        State("judged", (partial(looks.press, "T"),)),
        State("reason", (partial(looks.press, "X"), never.trigger)),
        State("unsaved", (quiet, partial(_fail_to_save, looks), partial(looks.type, "36,8", "122", "80"))),
    ]


def _pages(looks: Looks) -> list[State]:
    actions, esc, quiet = looks.window.menu_actions, partial(looks.press, "Esc"), partial(_close_notices, looks)
    to_list = actions.show_records.trigger
    void, voided = partial(looks.click, "anular"), partial(looks.click, "mostrar_anulados")
    return [
        State("saved_late", (partial(_save_again, looks),)),
        State("report", (quiet, actions.show_report.trigger)),
        State("records", (actions.show_records.trigger,)),
        State("filters", (partial(looks.press, "Ctrl+F"),)),
        State("choices", (partial(_open_choices, looks, "orden"),), shows=partial(_choices, looks, "orden")),
        State("day", (partial(looks.press, "Ctrl+G"),), opens=True),
        State("details", (esc, to_list, looks.settle, partial(looks.press, "Return")), opens=True),
        State("dates", (partial(looks.click, "periodo_fechas"),), opens=True),
        State("void", (void,), opens=True),
        State("voided", (partial(looks.answer, "choose_reason", Reason.TYPING_ERROR), void, looks.ask_again, voided)),
        State(
            "voided_details",
            (quiet, to_list, partial(looks.press, "Home"), partial(looks.press, "Return")),
            opens=True,
        ),
        State("reinstate", (void,), opens=True),
        State("model", (voided, actions.show_model.trigger)),
        State("model_installed", (partial(looks.scroll_to, "modelos_instalados"),)),
        State("model_comparison", (partial(_compare, looks), partial(looks.scroll_to, "comparacion"))),
        State("model_agreement", (partial(looks.scroll_to, "concordancia_periodo"),)),
        State("model_quality", (partial(looks.scroll_to, "calidad"),)),
        State("model_measures", (partial(looks.scroll_to, "calidad_medidas"),)),
    ]


def _notices(looks: Looks) -> list[State]:
    notices = looks.part(Notices)
    fewer = {LOG_NAME: 120, RETRACTIONS_NAME: 3}
    return [
        State("warning", (partial(notices.drops, fewer), looks.window.menu_actions.show_entry.trigger)),
        State("warning_and_error", (partial(notices.lost, LOG_NAME, 3),)),
    ]


def _papers(looks: Looks) -> list[State]:
    actions, menus, notices = looks.window.menu_actions, looks.window.menus, looks.part(Notices)
    return [
        *(
            State(f"menu_{name}", (partial(_open_menu, looks, menu),), shows=lambda menu=menu: menu)  # type: ignore[misc]
            for name, menu in (("file", menus.file), ("view", menus.view), ("help", menus.help))
        ),
        State(
            "keys",
            (partial(notices.drops, {}), partial(notices.lost, LOG_NAME, 0), actions.shortcuts.trigger),
            opens=True,
        ),
        State("about", (actions.about.trigger,), opens=True),
        State("guide", (actions.guide.trigger,), opens=True),
    ]


def _questions(looks: Looks) -> list[State]:
    actions, dialogs = looks.window.menu_actions, Dialogs(looks.window)
    key = partial(looks.answer, "choose_key", str(_key(looks.backup.with_name("distrito.pub"))))
    return [
        State("discard", (dialogs.confirm_discard,), opens=True),
        State("close", (dialogs.confirm_close,), opens=True),
        State("undo", (dialogs.confirm_undo_import,), opens=True),
        State("crashed", (partial(dialogs.crashed, str(looks.backup.with_name("fallo-20261129.txt"))),), opens=True),
        State("establishment", (actions.establishment.trigger,), opens=True),
        State("dhis2", (actions.dhis2.trigger,), opens=True),
        State("district_key", (key, actions.district_key.trigger), opens=True),
    ]


def _files(looks: Looks) -> list[State]:
    actions = looks.window.menu_actions
    backup = partial(looks.answer, "choose_backup", str(looks.backup))
    return [
        State("export", (actions.export.trigger,), opens=True),
        State("backup", (actions.back_up.trigger,), opens=True),
        State("import", (looks.ask_again, actions.import_file.trigger), opens=True),
        State("restore", (actions.restore.trigger,), opens=True),
        State("backup_preview", (backup, actions.restore.trigger), opens=True),
        State(
            "import_pages",
            (partial(looks.answer, "choose_import", str(_table(looks.backup))), actions.import_file.trigger),
            opens=True,
            further=("siguiente_importar",),
            accepts=True,
        ),
        State("imported", (actions.show_records.trigger, looks.ask_again)),
    ]


def _close_notices(looks: Looks) -> None:
    while looks.window.menu_actions.close_notice.isEnabled():
        looks.window.menu_actions.close_notice.trigger()


def _fail_to_save(looks: Looks) -> None:
    """Let the next patient not be saved, as on a full disk."""

    def fail(*_draft: object, **_how: object) -> bool:
        raise SaveError(SaveFailure.FULL, looks.station.log, "No space left on device")

    looks.station.save = fail  # type: ignore[method-assign]


def _save_again(looks: Looks) -> None:
    """Let the patients be saved again."""
    del looks.station.save
    looks.click("reintentar")


def _open_choices(looks: Looks, name: str) -> None:
    looks.part(QComboBox, name).showPopup()


def _choices(looks: Looks, name: str) -> QWidget:
    return looks.part(QComboBox, name).view().window()


def _open_menu(looks: Looks, menu: QMenu) -> None:
    menu.popup(looks.window.mapToGlobal(QPoint(0, 0)))


def _install_other(looks: Looks) -> None:
    """Install another model, before the tab of the models is first shown."""
    if len(catalogue.installed(looks.station.data_dir)) == 1:
        content = json.loads(BUILT_IN.read_text(encoding="utf-8"))
        content["version"] = "1.1.0"
        bands = content["vitals"]["frecuencia_cardiaca"]
        bands[2]["to"], bands[3]["from"] = 95, 96
        catalogue.install(looks.station.data_dir, json.dumps(content).encode(), {}, local_now())


def _compare(looks: Looks) -> None:
    """Compare the other model with the one in use."""
    listed = looks.part(QListWidget, "modelos_instalados")
    listed.setCurrentRow(listed.count() - 1)
    looks.click("comparar")
    looks.wait(lambda: looks.part(Comparing).running is None)


def _key(path: Path) -> Path:
    """Write the public key of an invented district."""
    path.write_bytes(write_public_key(PublicKey(bytes(range(8)), bytes(range(32)))))
    return path


def _table(beside: Path) -> Path:
    """Write a table of new readings, two of them refused."""
    path, number = beside.with_name("registro.csv"), next(_TABLES)
    rows = [
        f"{day:02}/10/2026 08:{number:02};{36 + day // 10},{day % 10};{110 + day};{70 + day}" for day in range(1, 20)
    ]
    rows += [f"20/10/2026 09:{number:02};385;120;80", f"21/10/2026 09:{number:02};37,1;;80"]
    head = "Fecha;Temperatura;Presión sistólica;Frecuencia cardíaca"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return path
