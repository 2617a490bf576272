"""The class as it is right now, in memory: one process asks, the store remembers.

Reads never touch the disk, so fifty pages that watch cost next to nothing; every change is first
appended to the store and only then seen here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from cxwidgets.classroom.pacing import after, replay
from cxwidgets.classroom.store import Answer, Participant, Store, now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxwidgets.classroom.store import Event


class Room:
    """Participants, their current answers, and the trainer's decisions.

    Parameters
    ----------
    store
        Where everything is appended; its rows are replayed once.

    Attributes
    ----------
    versions
        Exercise → a number that grows with everything that may change its result.
    changes
        A number that grows with every change of anything: what was made of the room at one
        number is good until the next.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.people: dict[str, Participant] = {p.id: p for p in store.participants()}
        self.pacing = replay(store.events())
        self.seen: dict[str, int] = {p.id: p.joined_at for p in self.people.values()}
        self.versions: dict[str, int] = defaultdict(int)
        self.changes = 0
        self.submissions: Counter[str] = Counter()  # answers seen, by participant
        # The same answers twice: by exercise for the room, by person for their own page.
        self._latest: dict[str, dict[tuple[str, int], Answer]] = defaultdict(dict)
        self._own: dict[str, dict[str, dict[int, Answer]]] = {}
        self._counts: dict[str, Counter[int]] = defaultdict(Counter)
        for answer in store.answers():
            self._remember(answer)

    def _remember(self, answer: Answer) -> None:
        if answer.late:
            return
        self.submissions[answer.participant] += 1
        key = (answer.participant, answer.round)
        latest = self._latest[answer.exercise]
        known = latest.get(key)
        if known is None or known.seq < answer.seq:
            latest[key] = answer
            own = self._own.setdefault(answer.participant, {})
            own.setdefault(answer.exercise, {})[answer.round] = answer
            self._counts[answer.exercise][answer.round] += known is None
            self.versions[answer.exercise] += 1

    # -- what happens ---------------------------------------------------------------------------

    def joined(self, person: Participant) -> None:
        """See somebody who was just stored."""
        self.people[person.id] = person
        self.seen[person.id] = person.joined_at
        self.changes += 1

    def forget(self, participant: str) -> None:
        """See that somebody and all they answered were deleted."""
        for known in (self.people, self.seen, self.submissions, self._own):
            known.pop(participant, None)
        for exercise, latest in self._latest.items():
            for key in [key for key in latest if key[0] == participant]:
                del latest[key]
                self._counts[exercise][key[1]] -= 1
                self.versions[exercise] += 1
        self.changes += 1

    def answered(self, answer: Answer) -> None:
        """See an answer that was just stored."""
        self._remember(answer)
        self.seen[answer.participant] = now()
        self.changes += 1

    def decided(self, event: Event) -> None:
        """See a decision of the trainer that was just stored."""
        self.pacing = after(self.pacing, event)
        exercise = event.detail.get("exercise")
        if exercise:
            self.versions[exercise] += 1
        if event.action == "names":
            for known in list(self._latest):
                self.versions[known] += 1
        self.changes += 1

    # -- what is asked ---------------------------------------------------------------------------

    def count(self, exercise: str) -> int:
        """Return how many answered an exercise in its current round."""
        counts = self._counts.get(exercise)
        return counts[self.pacing.round(exercise)] if counts else 0

    def own(self, participant: str) -> dict[str, Answer]:
        """Return somebody's latest answer to each exercise in its current round.

        Where the current round is not answered yet, the answer of the round before is given, so
        that nobody starts a second round from an empty page.
        """
        found: dict[str, Answer] = {}
        for exercise, rounds in self._own.get(participant, {}).items():
            current = self.pacing.round(exercise)
            round_ = max((r for r in rounds if r <= current), default=0)
            if round_:
                found[exercise] = rounds[round_]
        return found

    def answers(self, exercise: str) -> dict[int, list[Answer]]:
        """Return the latest answer of everybody by round, in order of arrival."""
        rounds: dict[int, list[Answer]] = defaultdict(list)
        for answer in sorted(self._latest.get(exercise, {}).values(), key=lambda a: a.seq):
            rounds[answer.round].append(answer)
        return dict(rounds)

    def answered_by(self, participant: str, exercises: Iterable[str]) -> list[str]:
        """Return which of the exercises somebody has answered."""
        own = self.own(participant)
        return [e for e in exercises if e in own]

    def state(self, exercises: Iterable[str], modules: Iterable[str]) -> dict[str, Any]:
        """Return what every page of the class may know."""
        pacing = self.pacing
        return {
            "modules": {m: {"open_to": pacing.open_to.get(m)} for m in modules},
            "exercises": {
                e: {
                    "state": "locked" if e in pacing.locked or pacing.ended else "open",
                    "round": pacing.round(e),
                    "revealed": e in pacing.revealed,
                    "count": self.count(e),
                    "version": self.versions[e],
                }
                for e in exercises
            },
            "timer": vars(pacing.timer) if pacing.timer else None,
        }
