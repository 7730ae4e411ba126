"""Words of other scripts and languages: what people type finds what papers write."""

from __future__ import annotations

import pytest

from generator.render.search.words import search_form, search_words

# What is written -> what is typed, in one row as many as are.
FOUND = {
    "مُقَدِّمَة في الذَّكاء الاصطناعيّ": "مقدمة مقدمه ذكاء الذكاء",
    "والتعلّم للقارئ وبالشبكات المستشفى": "تعلم قارئ شبكات مستشفي",
    "شبکه‌های عصبی": "شبکه‌های شبكه‌هاي عصبی عصبي",
    "לזיהוי התמונות בבתי והשפה עִבְרִית": "תמונות בתי שפה עברית",
    "การเรียนรู้ของเครื่องสำหรับภาษาไทย": "เครื่อง ภาษา ภาษาไทย",
    "हिन्दी में तरीक़ा": "हिंदी हिन्दी तरीका",
    "사람에게서만 잠을 감지기로 거대언어모델에서의": "사람 잠 감지기 거대언어모델",
    "L’œuvre d’Élan, l'apprentissage qu'un": "oeuvre œuvre elan apprentissage l'apprentissage lapprentissage un",
    "dell'apprendimento d'Alembert": "apprendimento alembert dalembert d’Alembert",
}


@pytest.mark.parametrize("written", FOUND)
def test_what_is_typed_is_among_the_words(written: str) -> None:
    held = {word.text for word in search_words(written)}
    missing = [typed for typed in FOUND[written].split() if not held.issuperset(w.text for w in search_words(typed))]
    assert missing == []


def test_what_is_no_article_and_no_particle_stays() -> None:
    assert [word.text for word in search_words("회의 효과 나이 الم שלום")] == [
        "회의",
        "효과",
        "나이",
        "الم",
        "שלום",
        "לום",
    ]
    assert search_form("don't O'Brien rock'n'roll models' Bayes's") == "dont obrien rockn-roll models bayes"
