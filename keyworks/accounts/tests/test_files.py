from datetime import date

from keyworks.accounts.files import published, source


def days(year, works):
    return [one.day for one in published("CN", year) if one.works is works]


def test_the_days_of_2022_are_those_of_the_notice():
    assert days(2022, True) == [
        date(2022, 1, 29), date(2022, 1, 30), date(2022, 4, 2), date(2022, 4, 24), date(2022, 5, 7),
        date(2022, 10, 8), date(2022, 10, 9),
    ]  # fmt: skip
    weekdays_off = [day for day in days(2022, False) if day.weekday() < 5]
    assert weekdays_off == [
        date(2022, 1, 3), date(2022, 1, 31), *(date(2022, 2, day) for day in (1, 2, 3, 4)),
        date(2022, 4, 4), date(2022, 4, 5), *(date(2022, 5, day) for day in (2, 3, 4)), date(2022, 6, 3),
        date(2022, 9, 12), *(date(2022, 10, day) for day in (3, 4, 5, 6, 7)),
    ]  # fmt: skip


def test_a_day_off_that_is_worked_for_is_called_by_its_festival():
    named = {one.day: (one.name_zh, one.name_en) for one in published("CN", 2022)}
    assert named[date(2022, 2, 1)] == ("春节", "Chinese New Year (Spring Festival)")
    assert named[date(2022, 2, 4)][0] == "春节调休，1月30日上班"
    assert named[date(2022, 4, 4)] == ("清明节调休，4月2日上班", "Tomb-Sweeping Day, 2 Apr is worked for it")
    assert named[date(2022, 4, 2)] == ("调休上班，4月4日放假", "Worked, 4 Apr is off for it")


def test_a_year_that_is_only_reckoned_is_not_published():
    assert published("CN", 2098) == published("CN", 1999) == ()


def test_all_years_of_a_new_installation_are_published():
    assert all(published("CN", year) for year in range(2021, 2027))


def test_the_source_says_library_and_version():
    name, version = source().split(" ")
    assert name == "holidays" and version[0].isdigit()
