"""The building blocks of every screen: named, keyboard-ready and dressed by the one style sheet."""

from cremeet.views.fields.autosave import AutoSave
from cremeet.views.fields.choose import ChoiceField, ManyOf, OneOf
from cremeet.views.fields.commands import command
from cremeet.views.fields.dialogs import Question, ask_reason, confirm, tell
from cremeet.views.fields.entry import DateField, Field, LineField, TextField, TimeField
from cremeet.views.fields.form import ErrorSummary, Fault, FieldRow, Form, reveal
from cremeet.views.fields.measure import look_again, px, sp, space, wear
from cremeet.views.fields.page import Page
from cremeet.views.fields.plain import PlainEditor, PlainLine
from cremeet.views.fields.speak import announce
from cremeet.views.fields.strip import MessageStrip
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.typed_dates import read_date, read_time, show_date, show_time
from cremeet.views.fields.words import WrappedButton, across, button, card, down, label, line

__all__ = [
    "AutoSave", "ChoiceField", "Column", "DateField", "ErrorSummary", "Fault", "Field", "FieldRow", "Form",
    "LineField", "ListTable", "ManyOf", "MessageStrip", "OneOf", "Page", "PlainEditor", "PlainLine", "Question",
    "TextField", "TimeField",
    "WrappedButton", "across", "announce", "ask_reason", "button", "card", "command", "confirm", "down", "label",
    "line",
    "look_again", "px", "read_date", "read_time", "reveal", "show_date", "show_time", "sp", "space", "tell",
    "wear",
]  # fmt: skip
