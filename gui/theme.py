"""Colours and sizes: three themes, one palette and one style sheet made from each. No other file names a colour.

Every text colour has a contrast of at least 4.5:1 on each background that it stands on; a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QPalette

from core.model import Category

if TYPE_CHECKING:
    from collections.abc import Mapping

GRID: Final = 8
"""All distances are multiples of this many pixels (or its half)."""

_TINT: Final = 0.28
"""Share of a category's colour in its tint."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a theme, as `#rrggbb`, named by what they mean.

    `window` and `card` are backgrounds, `field` that of what is typed into, `shadow` what stood there for the patient
    before; `primary` with `on_primary` is the one main button; `saved`, `error`, `warning` are texts on `card` and,
    with `on_…`, backgrounds of banners.
    """

    name: str
    window: str
    card: str
    field: str
    text: str
    muted: str
    shadow: str
    border: str
    primary: str
    primary_hover: str
    on_primary: str
    focus: str
    selection: str
    on_selection: str
    saved: str
    error: str
    on_error: str
    warning: str
    warning_back: str
    on_warning: str
    info_back: str
    on_info: str
    categories: Mapping[Category, str]

    def category(self, category: Category) -> QColor:
        """Return the colour that stands for a category."""
        return QColor(self.categories[category])

    def tint(self, category: Category) -> QColor:
        """Return a category's colour faded into the card: for areas, never for text."""
        strong, card = self.category(category), QColor(self.card)

        def mix(part: float, rest: float) -> float:
            return part * _TINT + rest * (1 - _TINT)

        return QColor.fromRgbF(
            mix(strong.redF(), card.redF()),
            mix(strong.greenF(), card.greenF()),
            mix(strong.blueF(), card.blueF()),
        )

    def palette(self) -> QPalette:
        """Return the palette for the native widgets."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: self.window,
            QPalette.ColorRole.WindowText: self.text,
            QPalette.ColorRole.Base: self.field,
            QPalette.ColorRole.AlternateBase: self.card,
            QPalette.ColorRole.Text: self.text,
            QPalette.ColorRole.PlaceholderText: self.shadow,
            QPalette.ColorRole.Button: self.card,
            QPalette.ColorRole.ButtonText: self.text,
            QPalette.ColorRole.BrightText: self.error,
            QPalette.ColorRole.Highlight: self.selection,
            QPalette.ColorRole.HighlightedText: self.on_selection,
            QPalette.ColorRole.ToolTipBase: self.card,
            QPalette.ColorRole.ToolTipText: self.text,
            QPalette.ColorRole.Link: self.primary,
            QPalette.ColorRole.LinkVisited: self.primary,
            QPalette.ColorRole.Accent: self.primary,
            QPalette.ColorRole.Light: self.card,
            QPalette.ColorRole.Midlight: self.border,
            QPalette.ColorRole.Mid: self.border,
            QPalette.ColorRole.Dark: self.border,
        }
        for role, colour in roles.items():
            palette.setColor(role, QColor(colour))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.muted))
        return palette


LIGHT: Final = Theme(
    name="light",
    window="#f2f4f7",
    card="#ffffff",
    field="#f7f8fa",
    text="#16202b",
    muted="#566270",
    shadow="#687380",
    border="#d5dae1",
    primary="#1b5fc1",
    primary_hover="#164fa2",
    on_primary="#ffffff",
    focus="#1b5fc1",
    selection="#1b5fc1",
    on_selection="#ffffff",
    saved="#17734a",
    error="#b3241d",
    on_error="#ffffff",
    warning="#8a5300",
    warning_back="#fff1d6",
    on_warning="#5c3800",
    info_back="#e4edfa",
    on_info="#16406f",
    categories={
        Category.NOT_ILL: "#17734a",
        Category.MILD: "#75660a",
        Category.ACUTE: "#b04e0c",
        Category.CHRONIC: "#6a3fa8",
        Category.TERMINAL: "#b3241d",
    },
)

DARK: Final = Theme(
    name="dark",
    window="#15191e",
    card="#1e242b",
    field="#14181d",
    text="#eef1f5",
    muted="#a3adb9",
    shadow="#7d8896",
    border="#3a434d",
    primary="#72a8ff",
    primary_hover="#93bcff",
    on_primary="#0b1626",
    focus="#72a8ff",
    selection="#2f5fa8",
    on_selection="#ffffff",
    saved="#5fd39a",
    error="#ff8a80",
    on_error="#2a0704",
    warning="#ffc766",
    warning_back="#3d2f12",
    on_warning="#ffdf9e",
    info_back="#1d3048",
    on_info="#cfe1fb",
    categories={
        Category.NOT_ILL: "#5fd39a",
        Category.MILD: "#d9c750",
        Category.ACUTE: "#ffab5c",
        Category.CHRONIC: "#c3a5f7",
        Category.TERMINAL: "#ff8a80",
    },
)

HIGH_CONTRAST: Final = Theme(
    name="high_contrast",
    window="#000000",
    card="#000000",
    field="#000000",
    text="#ffffff",
    muted="#c8c8c8",
    shadow="#8c8c8c",
    border="#ffffff",
    primary="#ffff00",
    primary_hover="#ffffff",
    on_primary="#000000",
    focus="#00ffff",
    selection="#00ffff",
    on_selection="#000000",
    saved="#00ff7f",
    error="#ff9a8f",
    on_error="#000000",
    warning="#ffff00",
    warning_back="#000000",
    on_warning="#ffff00",
    info_back="#000000",
    on_info="#ffffff",
    categories={
        Category.NOT_ILL: "#00ff7f",
        Category.MILD: "#ffff00",
        Category.ACUTE: "#ffb347",
        Category.CHRONIC: "#d7b8ff",
        Category.TERMINAL: "#ff9a8f",
    },
)

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}

_STYLE: Final = """
QWidget {{ font-size: {base}pt; }}
QMainWindow, QDialog {{ background: {window}; }}
QLabel {{ background: transparent; }}
QFrame[role="card"] {{ background: {card}; border: 1px solid {border}; border-radius: 8px; }}
QLabel[role="title"] {{ font-size: {title}pt; font-weight: 600; }}
QLabel[role="muted"] {{ color: {muted}; font-size: {small}pt; }}
QLabel[role="small"] {{ font-size: {small}pt; }}
QLabel[role="unit"] {{ color: {muted}; font-size: {unit}pt; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="category"] {{ font-size: {category}pt; font-weight: 700; }}
QLabel[role="field"] {{ font-weight: 600; }}
QLabel[role="amount"] {{ font-size: {title}pt; font-weight: 600; }}
QLabel[role="amount"][kind="alarm"] {{ color: {error}; }}
QLabel[role="chip"] {{
    background: {info_back}; color: {on_info}; border: 1px solid {border}; border-radius: 4px; padding: 1px 8px;
    font-size: {small}pt; font-weight: 600;
}}
QFrame[role="rule"] {{ background: {border}; border: 0; max-height: 1px; }}
QLabel[role="saved"] {{ color: {saved}; font-weight: 600; }}
QLabel[role="unsaved"] {{ color: {error}; font-weight: 700; }}
QLabel[role="alarm"] {{ color: {error}; font-size: {title}pt; font-weight: 600; }}
QLabel[role="error"] {{ color: {error}; font-size: {small}pt; font-weight: 600; }}
QLabel[role="warning"] {{ color: {warning}; font-size: {small}pt; font-weight: 600; }}
QAbstractSpinBox[role="number"] {{
    font-size: {number}pt; background: {field}; color: {text};
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
    font-size: {title}pt; font-weight: 600; padding: 7px 18px;
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
QDialog QComboBox::drop-down {{ border: 0; width: {arrow_room}px; }}
QDialog QComboBox::down-arrow {{
    width: 0; height: 0; border: {arrow}px solid {field}; border-bottom: 0; border-top-color: {text};
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
    font-size: {base}pt;
}}
QTabBar::tab:selected {{ color: {text}; font-weight: 600; border-bottom: 3px solid {primary}; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:focus {{ background: {info_back}; color: {on_info}; }}
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
    background: {card}; alternate-background-color: {card}; border: 0; gridline-color: {border};
    selection-background-color: {selection}; selection-color: {on_selection};
}}
QTableView:focus {{ border: 2px solid {focus}; border-radius: 4px; }}
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
"""A result of the patient before: after all colours that mean something."""

_SIZES: Final = {
    "small": 0.9,
    "base": 1.0,
    "title": 1.25,
    "unit": 1.35,
    "number": 2.5,
    "category": 2.9,
}
"""Sizes of text, as multiples of the base."""

BASE_POINTS: Final = 10.0
"""Size of the base text at 100 %, in points: the numbers being typed then have 25, a category 29."""


def points(size: str, text_size: int) -> float:
    """Return the size of a kind of text (a key of the sizes, such as `number`) in points; `text_size` in percent."""
    return round(BASE_POINTS * _SIZES[size] * text_size / 100, 1)


def _marks(text_size: int) -> dict[str, float]:
    """Return the measures in pixels of what is drawn beside a text: arrows, boxes, the room above a group."""
    arrow, box, dot = (round(part * text_size) for part in (0.05, 0.14, 0.08))
    ring = (box - dot) // 2 + 2
    return {
        "arrow": arrow, "arrow_room": 3 * arrow, "group_top": round(0.1 * text_size), "path": round(2.3 * text_size),
        "box": box, "box_ring": ring, "box_hole": box + 4 - 2 * ring,
    }  # fmt: skip


def style_sheet(theme: Theme, text_size: int) -> str:
    """Return the program's style sheet; `text_size` in percent."""
    sizes = {size: points(size, text_size) for size in _SIZES} | _marks(text_size)
    colours = {name: getattr(theme, name) for name in theme.__slots__ if name not in ("name", "categories")}
    categories = [
        f'QLabel[category="{category.value}"] {{ color: {colour}; }}' for category, colour in theme.categories.items()
    ]
    return "\n".join([_STYLE.format(**colours, **sizes, **_disc(text_size)), *categories, _PAST.format(**colours)])


def _disc(text_size: int) -> dict[str, int]:
    """Return the measures of a radio button's disc in pixels: all of it is as large, chosen or not."""
    ring = round(0.05 * text_size)
    disc = round(0.14 * text_size)
    return {"disc": disc, "disc_radius": disc // 2 + 2, "disc_ring": ring, "disc_hole": disc + 4 - 2 * ring}
