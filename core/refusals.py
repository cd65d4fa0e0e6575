"""Why models, answers, notes, dates and backups are refused: the closed lists that the errors name."""

from __future__ import annotations

from enum import StrEnum


class ModelFlaw(StrEnum):
    """What is wrong with a model whose file has the right structure."""

    TOO_LARGE = "too_large"
    FORMAT = "format"
    NAME = "name"
    PARENT = "parent"
    EMPTY_CARD = "empty_card"
    ALARM_POINTS = "alarm_points"
    VITALS = "vitals"
    OUTER_BANDS = "outer_bands"
    BOUND_OUTSIDE = "bound_outside"
    BOUND_DECIMALS = "bound_decimals"
    LOWEST_POINTS = "lowest_points"
    TOO_MANY_POINTS = "too_many_points"
    FALLING_POINTS = "falling_points"
    CATEGORIES = "categories"
    OUTER_GRADES = "outer_grades"
    UNREACHED = "unreached"
    EMPTY_SPAN = "empty_span"
    INNER_BOUND = "inner_bound"
    GAP = "gap"
    OVERLAP = "overlap"
    NO_MODEL = "no_model"


class ModelRefusal(StrEnum):
    """Reasons to refuse a model that is valid by itself."""

    UNKNOWN = "unknown"
    IN_USE = "in_use"
    NO_FORMER = "no_former"
    LOWER_VERSION = "lower_version"
    OTHER_CONTENT = "other_content"


class AnswerRefusal(StrEnum):
    """Reasons to refuse an answer or a public key of the district."""

    NOT_AN_ANSWER = "not_an_answer"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    NEWER = "newer"
    NO_KEY = "no_key"
    UNSIGNED = "unsigned"
    WRONG_KEY = "wrong_key"
    BAD_SIGNATURE = "bad_signature"
    OTHER_WORKPLACE = "other_workplace"
    NOT_A_KEY = "not_a_key"
    OTHER_FINGERPRINT = "other_fingerprint"


class NoteRefusal(StrEnum):
    """Reasons to refuse a note about a record."""

    UNKNOWN = "unknown"
    ALREADY_RETRACTED = "already_retracted"
    NOT_RETRACTED = "not_retracted"
    COPY = "copy"
    NO_VERDICT = "no_verdict"
    SAID_ALREADY = "said_already"
    NEEDS_NO_REASON = "needs_no_reason"


class DateRefusal(StrEnum):
    """Reasons to refuse a typed date or pair of dates."""

    MISSING = "missing"
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    REVERSED = "reversed"


class BackupRefusal(StrEnum):
    """Reasons to refuse a backup."""

    NOT_A_BACKUP = "not_a_backup"
    DAMAGED = "damaged"
    TOO_DENSE = "too_dense"
    PACKED = "packed"
    NEWER = "newer"
