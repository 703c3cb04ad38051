"""Recurring offers: which runs a rule plans, by the wall clock of any zone."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recurrence import MOST_RUNS, RecurrenceError, Run, ended, plan
from services.wall_clock import WallClockError, first_instant, instant_of
from tests.naive_rule import DAYS, NaiveRule

HOUR = timedelta(hours=1)
NOT_TAKEN = re.compile("need FREQ=|BYSETPOS needs|there are at most")


def runs(rule, start, zone="UTC", lasts=HOUR) -> list[Run]:
    local = ZoneInfo(zone)
    first = datetime.fromisoformat(start).replace(tzinfo=local).astimezone(UTC)
    return plan(rule, first, first + lasts, local)


def starts(rule, start, zone="UTC") -> list[str]:
    return [run.starts_at.strftime("%Y-%m-%dT%H:%M") for run in runs(rule, start, zone)]


@pytest.mark.parametrize(
    ("zone", "wall", "instant", "verdict"),
    [
        # An hour and 45 minutes to a quarter, all year round.
        ("Asia/Kathmandu", "2026-11-27T00:00", "2026-11-26T18:15", "one reading"),
        ("Asia/Kathmandu", "1986-01-01T00:10", "1985-12-31T18:30", "does not exist"),
        # Spring forward on 8 March 2026, back on 1 November.
        ("America/New_York", "2026-03-08T01:59", "2026-03-08T06:59", "one reading"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00", "does not exist"),
        ("America/New_York", "2026-03-08T03:00", "2026-03-08T07:00", "one reading"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30", "exists twice"),
        ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00", "one reading"),
        # 29 March and 25 October 2026.
        ("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59", "one reading"),
        ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00", "does not exist"),
        ("Europe/Berlin", "2026-03-29T02:59", "2026-03-29T01:00", "does not exist"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00", "one reading"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30", "exists twice"),
        ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00", "one reading"),
        # Half an hour of summer time, from 4 October 2026 until 5 April 2026.
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30", "does not exist"),
        ("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30", "one reading"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45", "exists twice"),
        ("Australia/Lord_Howe", "2026-04-05T02:00", "2026-04-04T15:30", "one reading"),
        # Samoa went over the date line and never had 30 December 2011.
        ("Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59", "one reading"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00", "does not exist"),
        ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00", "one reading"),
        # Morocco's clock goes back for Ramadan and forward after it.
        ("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30", "exists twice"),
        ("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T02:00", "does not exist"),
        ("Africa/Casablanca", "2026-07-01T12:00", "2026-07-01T11:00", "one reading"),
    ],
)
def test_a_wall_clock_time_is_told_as_one_instant_or_refused(zone, wall, instant, verdict):
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    said = datetime.fromisoformat(wall)

    assert first_instant(said, ZoneInfo(zone)) == expected
    if verdict == "one reading":
        assert instant_of(said, zone) == expected
    else:
        with pytest.raises(WallClockError, match=verdict):
            instant_of(said, zone)


@pytest.mark.parametrize(
    ("zone", "rule", "start", "expected"),
    [
        # Six in the evening stays six in the evening when summer time begins and ends.
        ("Europe/Berlin", "FREQ=WEEKLY;COUNT=3", "2026-03-20T18:00",
         ["2026-03-20T17:00", "2026-03-27T17:00", "2026-04-03T16:00"]),
        ("America/New_York", "FREQ=WEEKLY;COUNT=3", "2026-10-23T18:00",
         ["2026-10-23T22:00", "2026-10-30T22:00", "2026-11-06T23:00"]),
        # A start in the gap is the first instant that exists, one in the fold the first reading.
        ("Europe/Berlin", "FREQ=DAILY;COUNT=3", "2026-03-28T02:30",
         ["2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"]),
        ("Europe/Berlin", "FREQ=DAILY;COUNT=3", "2026-10-24T02:30",
         ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"]),
        ("Australia/Lord_Howe", "FREQ=DAILY;COUNT=3", "2026-10-03T02:15",
         ["2026-10-02T15:45", "2026-10-03T15:30", "2026-10-04T15:15"]),
        # The day that was skipped begins with the next one; the two runs are one.
        ("Pacific/Apia", "FREQ=DAILY;COUNT=4", "2011-12-28T00:00",
         ["2011-12-28T10:00", "2011-12-29T10:00", "2011-12-30T10:00"]),
        ("Africa/Casablanca", "FREQ=DAILY;COUNT=3", "2026-03-21T02:30",
         ["2026-03-21T02:30", "2026-03-22T02:00", "2026-03-23T01:30"]),
        ("Asia/Kathmandu", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-01-31T00:00",
         ["2026-01-30T18:15", "2026-02-27T18:15", "2026-03-30T18:15"]),
        ("UTC", "FREQ=MONTHLY;BYDAY=2FR,-1FR;COUNT=4", "2026-01-09T00:00",
         ["2026-01-09T00:00", "2026-01-30T00:00", "2026-02-13T00:00", "2026-02-27T00:00"]),
        ("UTC", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "2026-01-30T09:00",
         ["2026-01-30T09:00", "2026-02-27T09:00", "2026-03-31T09:00"]),
        ("UTC", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=4", "2026-01-04T00:00",
         ["2026-01-04T00:00", "2026-01-05T00:00", "2026-01-18T00:00", "2026-01-19T00:00"]),
        ("UTC", "FREQ=YEARLY;BYMONTH=11;BYDAY=4FR", "2026-11-27T00:00",
         ["2026-11-27T00:00", "2027-11-26T00:00", "2028-11-24T00:00"]),
        # A list of days means any of them, with a number or without (the library: both at once).
        ("UTC", "FREQ=MONTHLY;BYDAY=FR,-1MO;COUNT=6", "2026-01-16T00:00",
         ["2026-01-16T00:00", "2026-01-23T00:00", "2026-01-26T00:00", "2026-01-30T00:00",
          "2026-02-06T00:00", "2026-02-13T00:00"]),
        ("UTC", "FREQ=MONTHLY;BYDAY=+01MO,FR;COUNT=3", "2027-01-01T00:00",
         ["2027-01-01T00:00", "2027-01-04T00:00", "2027-01-08T00:00"]),
        ("UTC", "FREQ=WEEKLY;UNTIL=20260116", "2026-01-02T23:00",
         ["2026-01-02T23:00", "2026-01-09T23:00", "2026-01-16T23:00"]),
        ("Europe/Berlin", "FREQ=WEEKLY;UNTIL=20260109T220000Z", "2026-01-02T23:00",
         ["2026-01-02T22:00", "2026-01-09T22:00"]),
        ("Europe/Berlin", "FREQ=WEEKLY;UNTIL=20260109T220000", "2026-01-02T23:00",
         ["2026-01-02T22:00"]),
    ],
)  # fmt: skip
def test_a_rule_goes_by_the_wall_clock(zone, rule, start, expected):
    assert starts(rule, start, zone) == expected


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "Unknown part"),
        ("WEEKLY", "Unknown part"),
        ("FREQ=HOURLY", "FREQ can't be 'HOURLY'"),
        ("FREQ=WEEKLY;FREQ=WEEKLY", "twice"),
        ("COUNT=3", "FREQ is missing"),
        ("FREQ=WEEKLY;COUNT=0", "COUNT can't be '0'"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20270101", "can't be together"),
        ("FREQ=WEEKLY;BYHOUR=3", "Unknown part 'BYHOUR=3'"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY can't be"),
        ("FREQ=WEEKLY;BYDAY=2FR", "need FREQ=MONTHLY or YEARLY"),
        ("FREQ=DAILY;BYSETPOS=1", "need FREQ=MONTHLY or YEARLY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs"),
        ("FREQ=WEEKLY;BYDAY=SA", "BYDAY leaves it out"),
        ("FREQ=MONTHLY;BYDAY=1FR", "BYDAY leaves it out"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "BYMONTHDAY leaves it out"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "BYMONTH leaves it out"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=1", "BYSETPOS leaves it out"),
        ("FREQ=MONTHLY;BYMONTHDAY=27;BYSETPOS=2", "BYSETPOS leaves it out"),
        ("FREQ=DAILY", "more than 500 runs"),
        ("FREQ=DAILY;COUNT=501", "more than 500 runs"),
        ("FREQ=YEARLY;COUNT=4", "COUNT reaches more than two years"),
        ("FREQ=WEEKLY;UNTIL=20290101", "UNTIL is more than two years"),
        ("FREQ=WEEKLY;UNTIL=20261301", "UNTIL can't be"),
        ("FREQ=WEEKLY;UNTIL=20260101", "start_time must be the first run"),
        ("FREQ=WEEKLY\nRRULE:FREQ=DAILY", "FREQ can't be"),
        ("FREQ=MONTHLY;BYDAY=FR,0FR", "BYDAY can't be '0FR'"),
        ("FREQ=MONTHLY;BYDAY=FR,-0MO", "BYDAY can't be '-0MO'"),
        ("FREQ=MONTHLY;BYDAY=4FR,6MO", "BYDAY can't be '6MO'"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4FR,53MO", "BYDAY can't be '53MO'"),
        ("FREQ=YEARLY;BYDAY=FR,54MO", "BYDAY can't be '54MO'"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=4,367", "BYSETPOS goes to 366"),
        ("FREQ=DAILY;UNTIL=00010101", "UNTIL leaves it out"),
        ("FREQ=DAILY;UNTIL=00010101T000000Z", "UNTIL leaves it out"),
    ],
)  # fmt: skip
def test_what_can_not_be_planned_is_refused(rule, reason):
    with pytest.raises(RecurrenceError, match=reason):
        runs(rule, "2026-11-27T18:00")


def test_an_end_that_no_clock_of_a_zone_shows_is_refused():
    with pytest.raises(RecurrenceError, match="UNTIL can't be"):
        runs("FREQ=DAILY;UNTIL=99991231T235959Z", "2026-11-27T18:00", "Pacific/Apia")


def test_as_many_as_500_runs_are_planned():
    assert len(runs("FREQ=DAILY;COUNT=500", "2026-11-27T18:00")) == MOST_RUNS


def test_a_run_ends_at_the_latest_when_the_next_one_begins():
    found = runs("FREQ=DAILY;COUNT=3", "2026-11-27T18:00", lasts=30 * HOUR)

    assert [run.ends_at for run in found[:2]] == [run.starts_at for run in found[1:]]
    assert found[2].ends_at - found[2].starts_at == 30 * HOUR


DAYS_OF_RULES = st.builds(
    "{}{}".format, st.sampled_from(["", "", 1, 2, 5, -1, -3, 23]), st.sampled_from(DAYS)
)
DATES = st.sampled_from(["1", "13", "29", "31", "-1", "-30"])
RULES = st.builds(
    lambda often, **parts: {"FREQ": often, **{name: one for name, one in parts.items() if one}},
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    INTERVAL=st.sampled_from(["", "2", "3", "5"]),
    WKST=st.sampled_from(["", "SU", "WE"]),
    BYDAY=st.lists(DAYS_OF_RULES, max_size=3).map(",".join),
    BYMONTH=st.lists(st.sampled_from(["1", "2", "11"]), max_size=2).map(",".join),
    BYMONTHDAY=st.lists(DATES, max_size=2).map(",".join),
    BYSETPOS=st.sampled_from(["", "", "", "1", "-1", "2,-2", "366"]),
)


@given(RULES, st.dates(date(2023, 1, 1), date(2029, 1, 1)))
def test_a_rule_names_the_days_that_a_naive_reading_names(parts, day):
    first = next(iter(NaiveRule(parts, day).runs()), day)
    expected = NaiveRule(parts, first).runs()
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    begins = datetime.combine(first, time(18), UTC)

    try:
        found = [run.starts_at.date() for run in plan(rule, begins, begins + HOUR, ZoneInfo("UTC"))]
    except RecurrenceError as refusal:
        found, why = None, str(refusal)

    if found is None:
        assert first not in expected or len(expected) > MOST_RUNS or NOT_TAKEN.search(why), why
    else:
        assert found == expected


@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
    st.timedeltas(timedelta(), timedelta(days=3650)),
    st.sampled_from(["FREQ=DAILY;COUNT=400", "FREQ=WEEKLY", "FREQ=MONTHLY"]),
    st.integers(1, 10**6),
)
def test_runs_are_in_order_never_overlap_and_show_the_same_wall_clock(zone, after, rule, seconds):
    local = ZoneInfo(zone)
    first, lasts = datetime(2020, 1, 1, tzinfo=UTC) + after, timedelta(seconds=seconds)
    found = plan(rule, first, first + lasts, local)

    assert found[0].starts_at == first
    for run, following in pairwise(found):
        assert run.starts_at < run.ends_at <= following.starts_at
        assert run.ends_at - run.starts_at == min(lasts, following.starts_at - run.starts_at)
    wall = first.astimezone(local).time()
    other = [run for run in found if run.starts_at.astimezone(local).time() != wall]
    gaps = [first_instant(_wall(run, wall, local), local) for run in other]
    assert gaps == [run.starts_at for run in other]


def _wall(run: Run, wall, local: ZoneInfo) -> datetime:
    return datetime.combine(run.starts_at.astimezone(local).date(), wall)


def test_a_rule_that_was_ended_plans_the_same_runs_up_to_then():
    every = runs("FREQ=WEEKLY;COUNT=10", "2026-03-13T18:00", "Europe/Berlin")
    rule = ended("FREQ=WEEKLY;COUNT=10", every[4].starts_at)

    assert rule == "FREQ=WEEKLY;UNTIL=20260410T160000Z"
    assert runs(rule, "2026-03-13T18:00", "Europe/Berlin") == every[:5]
