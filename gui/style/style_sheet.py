"""The style sheet, filled in with the colours of a theme and the sizes of a text size.

It names no colour of its own, and every size of text comes from `points`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFont

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.style.theme import Theme

_TEXT: Final = """
QWidget {{ font-size: {base}pt; }}
QLabel[role="title"], QLabel[role="amount"], QLabel[role="alarm"], QTableView[role="large"],
QPushButton[role="primary"] {{ font-size: {title}pt; }}
QLabel[role="muted"], QLabel[role="small"], QLabel[role="chip"], QLabel[role="error"], QLabel[role="warning"] {{
    font-size: {small}pt;
}}
QLabel[role="unit"] {{ font-size: {unit}pt; }}
QLabel[role="category"] {{ font-size: {category}pt; }}
QAbstractSpinBox[role="number"] {{ font-size: {number}pt; }}
QAbstractSpinBox[role="number"][arrangement="low"] {{ font-size: {low_number}pt; }}
QTabBar::tab {{ font-size: {base}pt; }}
"""
"""Sizes of text alone."""

_STYLE: Final = """
QMainWindow, QDialog {{ background: {window}; }}
QLabel {{ background: transparent; }}
QPushButton, QTabBar::tab, QRadioButton, QCheckBox {{ outline: 0; }}
QFrame[role="card"] {{ background: {card}; border: 1px solid {border}; border-radius: 8px; }}
QFrame[role="cover"] {{ background: {card}; border: 0; }}
QFrame[role="cover"][framed="true"] {{
    border: 2px solid {focus}; border-top: 0; border-right: 0; border-bottom-left-radius: 6px;
}}
QLabel[role="title"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="unit"] {{ color: {muted}; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="category"] {{ font-weight: 700; }}
QLabel[role="field"] {{ font-weight: 600; }}
QLabel[role="amount"] {{ font-weight: 600; }}
QLabel[role="amount"][kind="alarm"] {{ color: {error}; }}
QLabel[role="chip"] {{
    background: {info_back}; color: {on_info}; border: 1px solid {border}; border-radius: 4px; padding: 1px 8px;
    font-weight: 600;
}}
QFrame[role="rule"] {{ background: {border}; border: 0; max-height: 1px; }}
QLabel[role="saved"] {{ color: {saved}; font-weight: 600; }}
QLabel[role="unsaved"] {{ color: {error}; font-weight: 700; }}
QLabel[role="alarm"] {{ color: {error}; font-weight: 600; }}
QLabel[role="error"] {{ color: {error}; font-weight: 600; }}
QLabel[role="warning"] {{ color: {warning}; font-weight: 600; }}
QAbstractSpinBox[role="number"] {{
    background: {field}; color: {text};
    border: 2px solid {border}; border-radius: 6px; padding: 1px 12px;
    selection-background-color: {selection}; selection-color: {on_selection}; placeholder-text-color: {shadow};
}}
QAbstractSpinBox[role="number"]:focus {{ border: 2px solid {focus}; }}
QAbstractSpinBox[role="number"][readOnly="true"] {{ background: {window}; }}
QAbstractSpinBox[role="number"][state="error"] {{ border: 2px solid {error}; }}
QAbstractSpinBox[role="number"][state="confirm"] {{ border: 2px solid {warning}; }}
QAbstractSpinBox[role="number"][state="error"]:focus {{ border: 3px solid {error}; padding: 0 11px; }}
QAbstractSpinBox[role="number"][state="confirm"]:focus {{ border: 3px solid {warning}; padding: 0 11px; }}
QPushButton {{
    background: {card}; color: {text}; border: 1px solid {border}; border-radius: 6px; padding: 6px 14px;
}}
QPushButton:hover {{ border-color: {focus}; }}
QPushButton:focus {{ border: 2px solid {focus}; padding: 5px 13px; }}
QPushButton:checked {{ background: {selection}; color: {on_selection}; border-color: {selection}; }}
QPushButton:checked:focus {{ border: 2px solid {text}; }}
QPushButton:disabled {{ color: {muted}; background: {window}; }}
QPushButton[role="segment"] {{ border-radius: 0; border-left: 0; padding: 6px 16px; }}
QPushButton[role="segment"][place="first"] {{
    border-left: 1px solid {border}; border-top-left-radius: 6px; border-bottom-left-radius: 6px;
}}
QPushButton[role="segment"][place="last"] {{ border-top-right-radius: 6px; border-bottom-right-radius: 6px; }}
QPushButton[role="segment"]:focus {{ border: 2px solid {focus}; padding: 5px 14px; }}
QPushButton[role="segment"]:checked:focus {{ border: 2px solid {text}; }}
QPushButton[role="primary"] {{
    background: {primary}; color: {on_primary}; border: 2px solid {primary};
    font-weight: 600; padding: 7px 18px;
}}
QPushButton[role="primary"]:hover {{ background: {primary_hover}; border-color: {primary_hover}; }}
QPushButton[role="primary"]:focus {{ border: 3px solid {text}; padding: 6px 17px; }}
QPushButton[role="primary"]:disabled {{ background: {window}; color: {muted}; border: 2px solid {border}; }}
QLineEdit[role="find"] {{
    background: {field}; color: {text}; border: 1px solid {border}; border-radius: 6px; padding: 5px 8px;
    selection-background-color: {selection}; selection-color: {on_selection};
}}
QLineEdit[role="find"]:focus {{ border: 2px solid {focus}; padding: 4px 7px; }}
QDialog QLineEdit, QDialog QAbstractSpinBox, QDialog QComboBox {{
    background: {field}; color: {text}; border: 1px solid {muted}; border-radius: 4px; padding: 4px 7px;
    selection-background-color: {selection}; selection-color: {on_selection};
}}
QDialog QLineEdit:focus, QDialog QAbstractSpinBox:focus, QDialog QComboBox:focus {{
    border: 2px solid {focus}; padding: 3px 6px;
}}
QDialog QLineEdit:disabled, QDialog QAbstractSpinBox:disabled, QDialog QComboBox:disabled {{
    color: {muted}; border: 1px dashed {shadow};
}}
QDialog QAbstractSpinBox QLineEdit, QDialog QComboBox QLineEdit {{ border: 0; padding: 0; }}
QDialog QComboBox {{ combobox-popup: 0; }}
QDialog QComboBox::drop-down {{ border: 0; width: {arrow_room}px; }}
QDialog QComboBox::down-arrow {{
    width: 0; height: 0; border: {arrow}px solid {field}; border-bottom: 0; border-top-color: {text};
}}
QComboBox[role="filter"] {{
    background: {card}; color: {text}; border: 1px solid {border}; border-radius: 6px; padding: 5px 8px;
    selection-background-color: {selection}; selection-color: {on_selection};
}}
QComboBox[role="filter"]:hover {{ border-color: {focus}; }}
QComboBox[role="filter"]:focus {{ border: 2px solid {focus}; padding: 4px 7px; }}
QComboBox[role="filter"]::drop-down {{ border: 0; width: {arrow_room}px; }}
QComboBox[role="filter"]::down-arrow {{
    width: 0; height: 0; border: {arrow}px solid {card}; border-bottom: 0; border-top-color: {text};
}}
QComboBox[role="filter"] QAbstractItemView {{
    background: {card}; color: {text}; border: 1px solid {muted};
    selection-background-color: {selection}; selection-color: {on_selection};
}}
QDialog QAbstractSpinBox {{ padding: 4px 0 4px 4px; }}
QDialog QAbstractSpinBox::up-button, QDialog QAbstractSpinBox::down-button {{
    subcontrol-origin: border; width: {arrow_room}px; border: 0; background: transparent;
}}
QDialog QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QDialog QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QDialog QAbstractSpinBox::up-arrow, QDialog QAbstractSpinBox::down-arrow {{
    width: 0; height: 0; border: {arrow}px solid {field}; border-bottom: 0; border-top-color: {text};
}}
QDialog QAbstractSpinBox::up-arrow {{ border: {arrow}px solid {field}; border-top: 0; border-bottom-color: {text}; }}
QDialog QComboBox QAbstractItemView {{
    background: {card}; color: {text}; border: 1px solid {muted};
    selection-background-color: {selection}; selection-color: {on_selection};
}}
QDialog QToolButton {{ border: 1px solid {muted}; border-radius: 4px; padding: 4px; }}
QDialog QToolButton:hover {{ border-color: {focus}; }}
QDialog QToolButton:focus {{ border: 2px solid {focus}; padding: 3px; }}
QDialog QToolButton:disabled {{ border: 1px dashed {shadow}; }}
QDialog QPushButton:default {{ border: 2px solid {text}; padding: 5px 13px; }}
QDialog QPushButton:default:focus {{ border-color: {focus}; }}
QDialog QGroupBox {{ border: 1px solid {muted}; border-radius: 6px; margin-top: {group_top}px; padding: 8px 0 0 0; }}
QDialog QGroupBox::title {{ subcontrol-origin: margin; left: 4px; padding: 0 4px; }}
QDialog QAbstractItemView {{ border: 1px solid {muted}; }}
QDialog QAbstractItemView:focus {{ border: 2px solid {focus}; }}
QDialog QHeaderView {{ border: 0; }}
QDialog QCheckBox {{ spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 4px; }}
QDialog QCheckBox:focus {{ border-color: {focus}; }}
QDialog QCheckBox::indicator {{ width: {box}px; height: {box}px; border: 2px solid {muted}; background: {field}; }}
QDialog QCheckBox::indicator:checked {{
    width: {box_hole}px; height: {box_hole}px; border: {box_ring}px solid {text}; background: {field};
}}
QPrintDialog QLineEdit {{ min-width: {path}px; }}
QTabWidget::pane {{ border: 0; }}
QTabWidget::tab-bar {{ left: 16px; }}
QTabBar::tab {{
    background: transparent; color: {muted}; padding: 8px 20px; border: 0; border-bottom: 3px solid transparent;
}}
QTabBar::tab:selected {{ color: {text}; font-weight: 600; border-bottom: 3px solid {primary}; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:focus {{
    background: {info_back}; color: {on_info}; border: 2px solid {focus}; border-bottom-width: 3px;
    padding: 6px 18px 8px 18px;
}}
QFrame[role="banner"] {{ border-radius: 6px; border: 1px solid {border}; }}
QFrame[role="banner"] QLabel {{ font-weight: 600; }}
QFrame[role="banner"][kind="error"] {{ background: {error}; }}
QFrame[role="banner"][kind="error"] QLabel {{ color: {on_error}; }}
QFrame[role="banner"][kind="error"] QPushButton {{
    background: {error}; color: {on_error}; border: 2px solid {on_error}; padding: 5px 13px;
    font-weight: 600;
}}
QFrame[role="banner"][kind="error"] QPushButton:focus {{ background: {on_error}; color: {error}; }}
QFrame[role="banner"][kind="warning"] {{ background: {warning_back}; border-color: {warning}; }}
QFrame[role="banner"][kind="warning"] QLabel {{ color: {on_warning}; }}
QFrame[role="banner"][kind="info"] {{ background: {info_back}; }}
QFrame[role="banner"][kind="info"] QLabel {{ color: {on_info}; }}
QRadioButton {{ spacing: 8px; padding: 4px 8px; border: 2px solid transparent; border-radius: 6px; }}
QRadioButton:focus {{ border-color: {focus}; }}
QRadioButton::indicator {{
    width: {disc}px; height: {disc}px; border: 2px solid {muted}; border-radius: {disc_radius}px; background: {field};
}}
QRadioButton::indicator:checked {{
    width: {disc_hole}px; height: {disc_hole}px; border: {disc_ring}px solid {text};
}}
QTableView {{
    background: {card}; alternate-background-color: {card}; border: 2px solid {card}; border-radius: 4px;
    gridline-color: {border}; selection-background-color: {selection}; selection-color: {on_selection};
}}
QTableView:focus {{ border-color: {focus}; }}
QTableWidget::item {{ padding: 0 8px; }}
QListWidget#modelos_instalados::item {{ padding: 4px 8px; }}
QTableWidget::item:selected, QListWidget#modelos_instalados::item:selected {{
    background: {selection}; color: {on_selection};
}}
QHeaderView {{ background: {card}; }}
QHeaderView::section {{
    background: {card}; color: {muted}; border: 0; border-bottom: 1px solid {border}; padding: 4px 8px;
}}
QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {muted}; border: 0; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:hover {{ background: {text}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea:focus {{ border: 2px solid {focus}; border-radius: 6px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QMenuBar {{ background: {window}; color: {text}; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {selection}; color: {on_selection}; }}
QMenu {{ background: {card}; color: {text}; border: 1px solid {border}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px; }}
QMenu::item:selected {{ background: {selection}; color: {on_selection}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
QMessageBox {{ icon-size: {message_icon}px; }}
QFileDialog QListView, QFileDialog QTreeView, QFileDialog QToolButton, QFileDialog QComboBox {{
    icon-size: {file_icon}px;
}}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QTextBrowser {{ background: {card}; color: {text}; border: 1px solid {border}; border-radius: 6px; padding: 8px; }}
QTextBrowser:focus {{ border: 2px solid {focus}; }}
QToolTip {{ background: {card}; color: {text}; border: 1px solid {border}; padding: 4px; }}
QProgressBar {{ border: 1px solid {border}; border-radius: 4px; background: {field}; text-align: center; }}
QProgressBar::chunk {{ background: {primary}; border-radius: 3px; }}
"""

_PAST: Final = """
QLabel[past="true"], QLabel[past="true"][kind="alarm"] {{ color: {muted}; }}
QLabel[past="true"][role="category"] {{ font-weight: 400; }}
"""
"""Rules for a previous patient's result; last, so that they override the colours of meaning."""

_SIZES: Final = {
    "small": 0.9,
    "base": 1.0,
    "title": 1.25,
    "unit": 1.35,
    "number": 2.5,
    "low_number": 1.6,
    "category": 2.9,
}
"""Sizes of text, as multiples of the base."""

BASE_POINTS: Final = 10.0
"""Size of the base text at 100 %, in points; numbers in entry fields then have 25, a category 29."""


def points(size: str, text_size: int) -> float:
    """Return the size in points of a kind of text (a key of `_SIZES`, such as `number`); `text_size` in percent."""
    return round(BASE_POINTS * _SIZES[size] * text_size / 100, 1)


def beside(base: QFont, size: str) -> QFont:
    """Return the font of a kind of text beside text in the base font."""
    font = QFont(base)
    font.setPointSizeF(round(base.pointSizeF() * _SIZES[size], 1))
    return font


def text_sheet(text_size: int) -> str:
    """Return the part of the style sheet with the sizes of text, for a part of the window that has its own."""
    return _TEXT.format(**{size: points(size, text_size) for size in _SIZES})


def _marks(text_size: int) -> dict[str, int]:
    """Return the sizes in pixels of arrows, icons, check boxes, radio buttons and the space above a group.

    Check boxes and radio buttons keep their outer size when checked.
    """
    arrow, box, dot, disc_ring = (round(part * text_size) for part in (0.05, 0.14, 0.08, 0.05))
    box_ring = (box - dot) // 2 + 2
    return {
        "arrow": arrow,
        "message_icon": round(0.4 * text_size),
        "file_icon": round(0.18 * text_size),
        "arrow_room": 3 * arrow,
        "group_top": round(0.1 * text_size),
        "path": round(2.3 * text_size),
        "box": box,
        "box_ring": box_ring,
        "box_hole": box + 4 - 2 * box_ring,
        "disc": box,
        "disc_radius": box // 2 + 2,
        "disc_ring": disc_ring,
        "disc_hole": box + 4 - 2 * disc_ring,
    }


def style_sheet(theme: Theme, text_size: int) -> str:
    """Return the program's style sheet; `text_size` in percent."""
    colours = theme.colours()
    categories = [
        f'QLabel[category="{category.value}"] {{ color: {colour}; }}' for category, colour in theme.categories.items()
    ]
    return "\n".join(
        [text_sheet(text_size), _STYLE.format(**colours, **_marks(text_size)), *categories, _PAST.format(**colours)]
    )


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property that the style sheet selects by; restyle the widget if its value changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
