"""What stands in SharePoint, as far as we know: items, lists, and how far each feed was read."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from bot.handlers.ports import Filed
from bot.store.rows import Rows
from bot.store.schema import answers, board_events, cursors, filed, lists, meetings
from bot.store.statements import AnyRow, Statement, delete_by, rows_by, upsert
from practice.board_list import BOARD_MEETINGS
from practice.filing import MEETINGS, REVIEWS

_FILED = rows_by(filed, "subject")
_ALL_FILED = Statement(select(filed).order_by(filed.c.subject))
_SAVE_FILED = upsert(filed, "subject")
_FILED_IN = {
    name: Statement(select(filed.c.subject, filed.c.key).join(subject.table, subject == filed.c.subject))
    for name, subject in (
        (REVIEWS, answers.c.id),
        (MEETINGS, meetings.c.id),
        (BOARD_MEETINGS, board_events.c.work_subject),
    )
}
_LIST = rows_by(lists, "name")
_SAVE_LIST = upsert(lists, "name")
_CURSOR = rows_by(cursors, "name")
_SAVE_CURSOR = upsert(cursors, "name")
_DELETE_CURSOR = delete_by(cursors, "name")
_CURSORS = Statement(
    select(cursors).where(cursors.c.name >= bindparam("first"), cursors.c.name < bindparam("end"))
)


class FilingRows(Rows):
    __slots__ = ()

    def filed(self, subject: str) -> Filed | None:
        row = self.fetch_one(_FILED, subject=subject)
        return self._filed(row) if row else None

    def filed_rows(self) -> list[Filed]:
        """Read everything filed or about to be, by subject: for inspection."""
        return [self._filed(row) for row in self.fetch_all(_ALL_FILED)]

    def save_filed(self, filed: Filed) -> None:
        sealed = self.seal(together(filed), "filed", "digest", filed.subject)
        self.change(
            _SAVE_FILED,
            subject=filed.subject,
            key=filed.key,
            item_id=filed.item_id,
            etag=filed.etag,
            digest=sealed.value,
            key_id=sealed.key_id,
        )

    def list_id(self, name: str) -> str:
        """Give the id a list has in SharePoint, or "" while it is not known."""
        row = self.fetch_one(_LIST, name=name)
        return str(row.list_id) if row else ""

    def save_list_id(self, name: str, list_id: str) -> None:
        """Remember a list; another one in its place has its own numbers, so those of the old items are forgotten."""
        if self.list_id(name) not in {"", list_id}:
            for row in self.fetch_all(_FILED_IN[name]) if name in _FILED_IN else ():
                self.save_filed(Filed(row.subject, row.key))
        self.change(_SAVE_LIST, name=name, list_id=list_id)

    def cursor(self, name: str) -> str:
        """Give the place up to which a feed was read, or "" before the first reading."""
        row = self.fetch_one(_CURSOR, name=name)
        return str(row.value) if row else ""

    def save_cursor(self, name: str, value: str) -> None:
        self.change(_SAVE_CURSOR, name=name, value=value)

    def delete_cursor(self, name: str) -> None:
        self.change(_DELETE_CURSOR, name=name)

    def cursors_of(self, kind: str) -> Mapping[str, str]:
        """Give the cursors named "kind subject", by subject."""
        rows = self.fetch_all(_CURSORS, first=f"{kind} ", end=f"{kind}!")  # "!" follows the space.
        return {str(row.name)[len(kind) + 1 :]: str(row.value) for row in rows}

    def _filed(self, row: AnyRow) -> Filed:
        digest, marks = apart(self.unseal(row.key_id, row.digest, "filed", "digest", row.subject))
        return Filed(row.subject, row.key, row.item_id, row.etag, digest, marks)


def together(filed: Filed) -> str:
    """Write a digest and its columns' marks as one text, so that they are sealed together."""
    return " ".join((filed.digest, *sorted(filed.marks)))


def apart(kept: str) -> tuple[str, frozenset[str]]:
    """Read what `together` wrote; an earlier version wrote no marks."""
    digest, *marks = kept.split(" ")
    return digest, frozenset(marks)
