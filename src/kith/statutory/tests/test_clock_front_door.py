from kith.statutory.tests.clock_child import a_child, clock, moment, only


def contact(received, decided=None, heard=None, source="2A"):
    return {"received_at": received, "decided_at": decided, "heard_at": heard, "source": source}


def due(received, **more):
    facts = a_child(contacts=[contact(received, **more)])
    return only(facts, "front_door.decision", as_of="2026-12-31").due_on.isoformat()


def test_it_is_decided_by_the_end_of_the_next_working_day():
    assert due("2026-11-17T16:55") == "2026-11-18"


def test_weekends_and_bank_holidays_are_no_working_days():
    assert due("2026-11-20T16:55") == "2026-11-23"
    assert due("2026-11-21T02:00") == "2026-11-23"
    assert due("2026-12-24T12:00") == "2026-12-29"


def test_a_decision_meets_it_and_one_a_day_late_does_not():
    told = a_child(contacts=[contact("2026-11-17T10:00", decided="2026-11-18T16:00")])
    assert not only(told, "front_door.decision").was_late(moment("2026-11-22T10:00"))
    late = a_child(contacts=[contact("2026-11-17T10:00", decided="2026-11-19T09:00")])
    assert only(late, "front_door.decision").late_by(moment("2026-11-22T10:00")) == "1 working day"


def test_each_contact_has_a_clock_of_its_own():
    facts = a_child(
        contacts=[contact("2026-11-02T10:00", decided="2026-11-02T15:00"), contact("2026-11-17T10:00")]
    )
    assert [each.met_on is not None for each in clock(facts, "front_door.decision")] == [True, False]


def test_whoever_made_it_hears_back_unless_nobody_knows_who_they_are():
    told = a_child(contacts=[contact("2026-11-17T10:00", heard="2026-11-17T12:00")])
    assert only(told, "front_door.heard_back").met_on is not None
    assert clock(a_child(contacts=[contact("2026-11-17T10:00", source="9")]), "front_door.heard_back") == []


def test_what_comes_later_is_not_known_yet():
    facts = a_child(contacts=[contact("2026-11-17T10:00", decided="2026-11-18T16:00")])
    assert only(facts, "front_door.decision", as_of="2026-11-17").met_by is None
    assert clock(facts, "front_door.decision", as_of="2026-11-16") == []


def test_after_a_pregnancy_ended_nothing_of_the_contact_is_late():
    facts = a_child(born=None, pregnancy_ended="2026-11-17", contacts=[contact("2026-11-17T10:00")])
    for key in ("front_door.decision", "front_door.heard_back"):
        assert only(facts, key).ended_by.label == "The pregnancy ended"
