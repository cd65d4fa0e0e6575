"""The main window: menus, tabs with a banner for notices below, and the disclaimer at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTabWidget, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from gui.language import labels
from gui.shell.menus import Menus
from gui.shell.tabs import Page, TabBar
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from gui.shell.actions import Actions
    from gui.shell.banner import BannerArea
    from gui.shell.tabs import InnerFoot

_GOOD_SIZE: Final = QSize(75, 45)
"""Size of the window at the first start, in heights of a line of text."""

_LEAST: Final = QSize(50, 32)
"""Least size of the window, in heights of a line of text."""

_SMALL_SCREEN: Final = QSize(1024, 600)
"""The smallest screen, in pixels, that is supported."""

_FRAME: Final = QSize(16, 48)
"""Room for the window's frame and title bar, in pixels."""

_ENTRY, _REPORT, _RECORDS, _MODEL = range(4)


class MainWindow(QMainWindow):
    """The window around the tabs. `first_painted` is emitted once, after the first paint."""

    first_painted = Signal()
    tab_changed = Signal()
    report_wanted = Signal()
    """The second tab is about to be shown and still empty."""
    records_wanted = Signal()
    """The third tab is about to be shown and still empty."""
    model_wanted = Signal()
    """The fourth tab is about to be shown and still empty."""

    menu_actions: Actions
    banners: BannerArea

    def __init__(self) -> None:
        super().__init__()
        self._may_close: Callable[[], bool] | None = None
        self._painted = False
        self._before_banner: QWidget | None = None
        self._has_unsaved: Callable[[], bool] = bool
        """Whether a reading on the first tab is not saved; until that is filled, none is."""
        self.setObjectName("ventana")
        self.menus = Menus(self)
        self._translated: list[Menus | Actions] = [self.menus]
        central = QWidget(self)
        self._tabs = QTabWidget(central)
        self._tabs.setObjectName("pestanas")
        self._bar = TabBar()
        self._bar.currentChanged.connect(self._ask_for_content)  # before the tab widget, which shows the page
        self._tabs.setTabBar(self._bar)
        self._tabs.setDocumentMode(True)
        self._bar.setDrawBase(False)
        self._bar.setProperty("focusPolicy", "TabFocus")
        self._tabs.currentChanged.connect(self._tab_changed)
        self._tabs.tabBarClicked.connect(self._tab_clicked)
        self.entry_page = Page()
        self._report = Page()
        self._records = Page(remembers=False)
        self._model = Page()
        for page in (self.entry_page, self._report, self._records, self._model):
            self._tabs.addTab(page, "")
        self._disclaimer = QLabel(central)
        self._disclaimer.setObjectName("aviso_simulacion")
        self._disclaimer.setProperty("role", "muted")
        self._disclaimer.setWordWrap(True)
        self._disclaimer.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID)
        self._column = QVBoxLayout(central)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._tabs, 1)
        self._column.addWidget(self._disclaimer)
        self.setCentralWidget(central)
        self.retranslate()

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        """Set the function that decides whether the window may close."""
        self._may_close = may_close

    def set_actions(self, actions: Actions) -> None:
        """Add the actions that fill the menus, after the first paint."""
        self.menu_actions = actions
        self._translated.append(actions)
        actions.show_entry.triggered.connect(self.show_entry)
        actions.show_report.triggered.connect(self.show_report)
        actions.show_records.triggered.connect(self.show_records)
        actions.show_model.triggered.connect(self.show_model)
        actions.quit.triggered.connect(self.close)
        self.tab_changed.connect(self._name_exports)
        self._name_exports()

    def set_banners(self, banners: BannerArea) -> None:
        """Put the banners at the foot of the page in front, after the first paint: nothing above them moves."""
        self.banners = banners
        self._place_banners()
        self._tabs.currentChanged.connect(self._place_banners)
        banners.emptied.connect(self._leave_banners)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        banners.changed.connect(self._follow_banners)
        banners.arranged.connect(self._place_soon)
        self.menu_actions.close_notice.triggered.connect(banners.close_shown)

    def set_entry(
        self, entry: QWidget, focus_first: Callable[[], None], has_unsaved: Callable[[], bool], inner_foot: InnerFoot
    ) -> None:
        """Fill the first tab; `focus_first` gives the keyboard to the first thing to do there.

        `has_unsaved` says whether a reading there is not saved; `mark_unsaved` follows it. `inner_foot` returns
        where a banner takes no room away from the form.
        """
        self._has_unsaved = has_unsaved
        self.entry_page.fill(entry, focus_first)
        self.entry_page.inner_foot = inner_foot

    def set_report(self, report: QWidget, focus_first: Callable[[], None]) -> None:
        """Fill the second tab."""
        self._report.fill(report, focus_first)
        self._keep_banners_last()

    def set_records(self, records: QWidget, focus_first: Callable[[], None]) -> None:
        """Fill the third tab."""
        self._records.fill(records, focus_first)
        self._keep_banners_last()

    def set_model(self, model: QWidget, focus_first: Callable[[], None]) -> None:
        """Fill the fourth tab."""
        self._model.fill(model, focus_first)
        self._keep_banners_last()

    @Slot()
    def show_entry(self) -> None:
        """Show the first tab and focus its last focused control."""
        self._go_to(_ENTRY)

    @Slot()
    def show_report(self) -> None:
        """Show the second tab and focus its last focused control."""
        self._go_to(_REPORT)

    @Slot()
    def show_records(self) -> None:
        """Show the third tab and focus its list."""
        self._go_to(_RECORDS)

    @property
    def shows_records(self) -> bool:
        """Whether the third tab is in front."""
        return self._tabs.currentIndex() == _RECORDS

    @Slot()
    def show_model(self) -> None:
        """Show the fourth tab and focus its last focused control."""
        self._go_to(_MODEL)

    @Slot()
    def come_forward(self) -> None:
        """Come before all other windows, from the taskbar too."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def place(self) -> str:
        """Return the window's geometry, in base64."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    @Slot()
    def keep_usable(self) -> None:
        """Set the least size at which the form can be used, for the size of the text; small screens hold it."""
        self.ensurePolished()
        line = self.fontMetrics().height()
        room = _SMALL_SCREEN.boundedTo(self.screen().availableSize()) - _FRAME
        self.setMinimumSize((_LEAST * line).boundedTo(room))

    def restore_place(self, place: str) -> None:
        """Restore the window's geometry; centre the window if it would be off the screens, and fit its size."""
        self.keep_usable()
        screen = QGuiApplication.primaryScreen().availableGeometry()
        size = (_GOOD_SIZE * self.fontMetrics().height()).boundedTo(screen.size() - _FRAME)
        self.resize(size)
        self.move(screen.center() - self.rect().center())
        if not place:
            return
        from PySide6.QtCore import QByteArray  # noqa: PLC0415 - not for the first start

        if not self.restoreGeometry(QByteArray.fromBase64(place.encode())):
            return
        if self.isMaximized() or self.isFullScreen():
            return
        visible = QGuiApplication.screenAt(self.geometry().center())
        if visible is None:
            self.resize(size)
            self.move(screen.center() - self.rect().center())
        else:
            self.resize(self.size().boundedTo(visible.availableSize() - _FRAME))

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        for part in self._translated:
            part.retranslate()
        self.setWindowTitle(self.tr("Predictor Médico"))
        self.mark_unsaved()
        self._tabs.setTabText(_REPORT, self.tr("Reporte"))
        self._tabs.setTabText(_RECORDS, self.tr("Registros"))
        self._tabs.setTabText(_MODEL, self.tr("Modelo"))
        self._tabs.setAccessibleName(self.tr("Pestañas"))
        self._disclaimer.setText(labels.disclaimer())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Emit `first_painted` after the first paint."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close if the function of `ask_before_closing` allows it."""
        event.setAccepted(self._may_close is None or self._may_close())

    def _go_to(self, tab: int) -> None:
        self._tabs.setCurrentIndex(tab)
        self._ask_for_content(tab)  # again, if it failed before
        self._focus_page()

    def _keep_banners_last(self) -> None:
        """Move the banners' buttons to the end of the tab order, behind the tab's content.

        Qt's default order is that of creation, and cyclic.
        """
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

        last = self.previousInFocusChain()
        while last is not None and not last.focusPolicy() & Qt.FocusPolicy.TabFocus:  # Qt inserts nothing after those
            last = last.previousInFocusChain()
        for button in self.banners.buttons:
            if last is not None:
                QWidget.setTabOrder(last, button)
            last = button

    @Slot()
    def _place_soon(self) -> None:
        QTimer.singleShot(0, self, self._place_banners)  # once all have their places

    @Slot()
    def _place_banners(self) -> None:
        page = self._tabs.currentWidget()
        if isinstance(page, Page):
            foot = page.foot_for(self.banners.height_at)
            self.banners.keep_measure(foot is page.foot)
            if foot.indexOf(self.banners) < 0:
                foot.addWidget(self.banners)
            self.banners.setVisible(self.banners.shown is not None)

    @Slot("QWidget*", "QWidget*")
    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Remember where the keyboard was before it went to a banner."""
        if new is not None and self.banners.isAncestorOf(new) and not (old and self.banners.isAncestorOf(old)):
            self._before_banner = old

    @Slot()
    def _leave_banners(self) -> None:
        """Give the keyboard back to where it was before it went to a banner, else to the page."""
        before, page = self._before_banner, self._tabs.currentWidget()
        if before is not None and Shiboken.isValid(before) and page.isAncestorOf(before) and before.isVisible():
            before.setFocus()
        else:
            self._focus_page()

    @Slot()
    def _focus_page(self) -> None:
        page = self._tabs.currentWidget()
        if isinstance(page, Page):
            page.focus_where_it_was()

    @Slot()
    def mark_unsaved(self) -> None:
        """Say on the first tab, while another one is in front, whether a reading there is not saved."""
        is_told = self._has_unsaved() and self._tabs.currentIndex() != _ENTRY
        name = self.tr("Predicción: sin guardar") if is_told else self.tr("Predicción")
        self._tabs.setTabText(_ENTRY, f"▲ {name}" if is_told else name)
        self._bar.setAccessibleTabName(_ENTRY, name)

    def fill_shown(self) -> None:
        """Request the content of the current tab if the user chose it before the signals were connected."""
        tab = self._tabs.currentIndex()
        if tab != _ENTRY:
            self._ask_for_content(tab)
            self._focus_page()

    @Slot(int)
    def _ask_for_content(self, tab: int) -> None:
        if tab == _REPORT and self._report.is_empty:
            self.report_wanted.emit()
        elif tab == _RECORDS and self._records.is_empty:
            self.records_wanted.emit()
        elif tab == _MODEL and self._model.is_empty:
            self.model_wanted.emit()

    @Slot()
    def _tab_changed(self) -> None:
        self.mark_unsaved()
        self.tab_changed.emit()
        # Arrow keys step along the tabs: the focus stays on the tab bar.
        if not self._bar.hasFocus():
            self._focus_page()

    @Slot()
    def _name_exports(self) -> None:
        self.menu_actions.say_what_is_carried_away(records=self.shows_records)

    @Slot(int)
    def _tab_clicked(self, tab: int) -> None:
        """Focus the page on a click, even if the tab bar has the focus."""
        if tab >= 0 and self._bar.hasFocus():
            self._focus_page()

    @Slot(bool)
    def _follow_banners(self, shown: bool) -> None:
        self.menu_actions.close_notice.setEnabled(shown)
