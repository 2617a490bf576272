"""One small questionnaire, as it would look on any platform, and people who answer it.

Everything here is made up by a seeded generator; nobody was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

KANO = ("seat_f", "seat_d", "wifi_f", "wifi_d")
SCALES = {"recommend": (0, 10), "satisfied": (1, 5)}
FIELDS = (*KANO, *SCALES, "group", "comment")

ASKED = {
    "en": {
        "seat_f": "How do you feel if there is a free seat?",
        "seat_d": "How do you feel if there is no free seat?",
        "wifi_f": "How do you feel if the Wi-Fi works?",
        "wifi_d": "How do you feel if the Wi-Fi does not work?",
        "recommend": "How likely are you to recommend us, from 0 to 10?",
        "satisfied": "How satisfied are you, from 1 to 5?",
        "group": "Which traveller are you?",
        "comment": "Anything else, in your own words?",
    },
    "zh": {
        "seat_f": "如果有空座，您觉得怎么样？",
        "seat_d": "如果没有空座，您觉得怎么样？",
        "wifi_f": "如果无线网好用，您觉得怎么样？",
        "wifi_d": "如果无线网不好用，您觉得怎么样？",
        "recommend": "您有多大可能推荐我们（0–10）？",
        "satisfied": "您满意吗（1–5）？",
        "group": "您是哪类乘客？",
        "comment": "还有什么想说的？",
    },
}
WORDS = {
    "en": ["I like it", "I expect it", "I am neutral", "I can live with it", "I dislike it"],
    "zh": ["我很喜欢", "理应如此", "无所谓", "勉强可以接受", "我不喜欢"],
}
GROUPS = {"en": ["Commuter", "Visitor", "Student"], "zh": ["通勤", "游客", "学生"]}
COMMENTS = {
    "en": ["", "Fine", "Too late, too full", 'They say "soon"', "Two\nlines", "naïve; café", "5"],
    "zh": ["", "还行", "太晚，太挤", "他们说“马上”", "两\n行", "座位；空调", "５分"],
}


@dataclass(frozen=True)
class Person:
    """One answer sheet: codes of the Kano answers, scores, and words; None is not answered."""

    number: int
    at: str
    answers: dict[str, int | str | None]


def people(rng: random.Random, lang: str, n: int = 12) -> list[Person]:
    """Return ``n`` people who answered; every Kano answer occurs."""
    found = []
    for number in range(1, n + 1):
        answers: dict[str, int | str | None] = {
            field: rng.choice([1, 2, 3, 4, 5, None]) if number > 5 else (number + i) % 5 + 1
            for i, field in enumerate(KANO)
        }
        for field, (low, high) in SCALES.items():
            answers[field] = rng.randint(low, high) if rng.random() > 0.1 else None
        answers["group"] = rng.choice(GROUPS[lang])
        answers["comment"] = rng.choice(COMMENTS[lang])
        at = f"2026-03-{rng.randint(1, 28):02} {rng.randint(7, 21):02}:{rng.randint(0, 59):02}:07"
        found.append(Person(number, at, answers))
    return found


def words_of(person: Person, field: str, lang: str) -> str:
    """Return an answer as a platform writes it in words; blank where there is none."""
    value = person.answers[field]
    if value is None:
        return ""
    return WORDS[lang][int(value) - 1] if field in KANO else str(value)


def code_of(person: Person, field: str) -> str:
    """Return an answer as a platform writes it in numbers; blank where there is none."""
    value = person.answers[field]
    return "" if value is None else str(value)
