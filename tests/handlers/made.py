"""An invented partnership with one meeting, its people and a press, for the tests of the handlers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.handlers.messages import Carried, SentContact
from bot.handlers.ports import Conversation, Kind, Transaction
from bot.handlers.presses import Press
from bot.handlers.views import View
from bot.store import SqlStore, SqlTransaction
from practice.boards import BoardEvent, BoardMeeting, EventState
from practice.contacting import Due
from practice.meetings import Asked, CameFrom, How, Meeting, MeetingStatus, MeetingType, SeenMeeting
from practice.partnership import Partnership
from practice.people import Agency, Attendee
from practice.prompts import Prompt, PromptState
from practice.questions import Measure

Handler = Callable[[Transaction, Press, Partnership, datetime], View]
Look = Callable[[Transaction, Press, Partnership], View]

NOON = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
"""A Tuesday, in working hours; London keeps UTC until 29 March 2026."""

CLOSES = datetime(2026, 3, 31, 15, 30, tzinfo=UTC)
"""The end of working hours, ten working days after NOON, in summer time."""

PARTNERSHIP = Partnership(
    name="Example Safeguarding Children Partnership",
    tokens={},
    agencies=(
        Agency("council", "Example Council", "Social care", ("council.example.org",)),
        Agency("health", "Example Health", "Health", ("health.example.org",)),
    ),
    types=(
        MeetingType("core-group", "Core group", Asked.YES, measures=("child",), categories=("core group",)),
        MeetingType("legal", "Legal planning", Asked.NEVER, categories=("legal",)),
    ),
    measures=(Measure("child", "Was the child's voice heard?", (("yes", "Yes"), ("no", "No"))),),
    boards=(),
)

MEETING = Meeting(
    id="meeting-1",
    ref="BTP-M2QK",
    source_key="intake:1",
    type_key="core-group",
    starts_at=NOON - timedelta(hours=2),
    ends_at=NOON - timedelta(hours=1),
    how=How.ONLINE,
    came_from=CameFrom.CALENDAR,
    status=MeetingStatus.HAPPENED,
    in_sample=True,
    sample_reason="",
    outsiders=0,
)

ADDRESS = "social.worker.1@council.example.org"


def planned(number: int = 1, address: str = ADDRESS) -> Prompt:
    return Prompt(
        id=f"prompt-{number}",
        meeting_id=MEETING.id,
        agency_key="council",
        address=address,
        state=PromptState.PLANNED,
        due_at=NOON,
        closes_at=CLOSES,
    )


def chat_of(person_id: str) -> Conversation:
    return Conversation(person_id, f"a:{person_id}", "https://smba.example.org/uk/", "tenant-1", "29:1")


SENT = Prompt(
    id="prompt-1",
    meeting_id=MEETING.id,
    agency_key="council",
    address=ADDRESS,
    state=PromptState.SENT,
    due_at=NOON,
    closes_at=CLOSES,
    person_id="person-1",
    conversation_id="a:person-1",
    activity_id="message-1",
    ever_sent=True,
)


def press(revision: int = 0, *, by: str = "person-1", about: str = "prompt-1", **typed: str) -> Press:
    """Press a button; words by question, such as q1, and the tap of the measure as `child`."""
    tap = typed.pop("child", "")
    return Press(
        conversation=chat_of(by),
        activity_id="message-1",
        prompt_id=about,
        revision=revision,
        words=typed,
        taps={"child": (tap,)} if tap else {},
    )


def contact_with(prompt: Prompt) -> SentContact:
    """The message that carried a prompt's request."""
    carried = (Carried(prompt.id, Due.NEW_REQUEST),)
    at, chat = prompt.sent_at or prompt.due_at, prompt.conversation_id
    return SentContact(f"contact of {prompt.id}", prompt.person_id, at, chat, prompt.activity_id, carried)


async def keep(store: SqlStore, *prompts: Prompt) -> None:
    """Save the meeting with these prompts; what is still planned is asked to be delivered and closed."""

    def decide(tx: Transaction) -> None:
        tx.save_meeting(MEETING)
        for prompt in prompts:
            tx.save_prompt(prompt)
            if prompt.ever_sent:
                tx.save_contact(contact_with(prompt))
            if prompt.state is PromptState.PLANNED:
                tx.add_work(Kind.DELIVER, prompt.id, prompt.due_at)
            if not prompt.ended:
                tx.add_work(Kind.CLOSE, prompt.id, prompt.closes_at or CLOSES)

    await store.write(decide)


async def prompt_of(store: SqlStore, prompt_id: str = "prompt-1") -> Prompt:
    found = await store.read(lambda tx: tx.prompt(prompt_id))
    assert found is not None
    return found


async def state_of(store: SqlStore, prompt_id: str = "prompt-1") -> PromptState:
    return (await prompt_of(store, prompt_id)).state


def _asked_for(tx: SqlTransaction) -> dict[tuple[str, str], datetime]:
    rows = tx._connection.exec_driver_sql("SELECT kind, subject, due_at FROM work WHERE state = 'ready'")
    return {(row[0], row[1]): datetime.fromtimestamp(row[2] / 1e6, UTC) for row in rows}


async def asked_for(store: SqlStore) -> dict[tuple[str, str], datetime]:
    """What waits in the queue: (kind, subject) and when it is due."""
    return await store.read(_asked_for)


def seen(number: int = 1, *addresses: str, hours_ago: float = 1, category: str = "core group") -> SeenMeeting:
    """A meeting of the intake calendar that ended `hours_ago` before NOON."""
    ends_at = NOON - timedelta(hours=hours_ago)
    return SeenMeeting(
        source_key=f"intake:{number}",
        starts_at=ends_at - timedelta(hours=1),
        ends_at=ends_at,
        categories=(category,),
        attendees=tuple(Attendee(address) for address in addresses or (ADDRESS,)),
        came_from=CameFrom.CALENDAR,
    )


def board_event(state: EventState = EventState.WANTED, *, subject: str = "Learning Hub") -> BoardEvent:
    return BoardEvent(
        meeting=BoardMeeting(
            board="learning-hub",
            slot="2026-04",
            starts_at=datetime(2026, 4, 22, 9, 30),  # noqa: DTZ001 - planned in local time, without a zone
            ends_at=datetime(2026, 4, 22, 11, 30),  # noqa: DTZ001
            purpose="Learning",
            why="The fourth Wednesday of April.",
        ),
        generation=1,
        key="key-1",
        state=state,
        subject=subject,
        body_html="<p>Agenda</p>",
        attendees=("police.seat@example.org",),
    )
