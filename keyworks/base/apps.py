from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Room


class BaseRoom(Room):
    name = "keyworks.base"
    sentences = {
        "api.body_too_large": _("The body is larger than %(kilobytes)s kB."),
        "api.csrf": _("The session's CSRF token is missing or wrong; send it as X-CSRFToken."),
        "api.cursor_unknown": _("The cursor is none that this list gave out."),
        "api.json_needed": _("Send JSON, with the content type application/json."),
        "api.files_needed": _("Send the files as multipart/form-data, with a token."),
        "api.json_unreadable": _("The body is not readable JSON."),
        "api.text_unreadable": _("The input has a character, a number or a nesting that cannot be kept."),
        "api.token_reads_only": _("This token may only read."),
        "api.version_stale": _("Somebody else saved first; the ETag header names the version that stands now."),
        "api.version_unsaid": _("Send If-Match with the ETag of the version you saw."),
        "cells.day_ambiguous": _(
            "“%(text)s” can be read in two ways. Say in which order day, month and year stand in this column."
        ),
        "cells.day_other_order": _("“%(text)s” is no day in the order that this column has."),
        "cells.day_vague": _("“%(text)s” is too vague for this column. Write the day, such as 2022-02-08."),
        "cells.fiscal_unsaid": _("“%(text)s” is a financial year. Say in which month it begins."),
        "cells.not_a_day": _("“%(text)s” is not a day, month, quarter or year."),
        "cells.not_a_number": _("“%(text)s” is not a number."),
        "cells.not_a_share": _("“%(text)s” is not a share. Write it like 3.5 %%."),
        "cells.share_unclear": _("“%(text)s” may be a share of 1 or of 100. Write the percent sign."),
        "field.date": _("A date is needed, such as 2022-02-08."),
        "field.invalid": _("This value cannot be read."),
        "field.missing": _("This is needed."),
        "field.moment": _("A date and time is needed, such as 2022-02-08T09:00:00+08:00."),
        "field.one_of": _("One of these is needed: %(expected)s."),
        "field.text": _("Text is needed."),
        "field.too_large": _("At most %(bound)s."),
        "field.too_long": _("At most %(bound)s characters."),
        "field.too_short": _("At least %(bound)s characters."),
        "field.too_small": _("At least %(bound)s."),
        "field.unknown": _("There is no such field."),
        "field.whole_number": _("A whole number is needed."),
        "field.yes_or_no": _("True or false is needed."),
        "figure.known_already": _("This is known already. Correct it instead, with a reason."),
        "figure.unknown": _("Nothing is known of this yet, so there is nothing to correct."),
        "figure.reason_missing": _(
            "Say why the figure is corrected. The first figure stays, and the reason beside it."
        ),
        "figure.known_backwards": _("This cannot have been known before the version it corrects."),
        "figure.stale": _("Somebody corrected this first. Look at version %(edition)s, then correct that one."),
        "grid.unreadable": _("What came is not what the grid sends. Load the page again."),
        "money.missing": _("The amount is missing."),
        "money.not_money": _(
            "“%(text)s” is not a single amount of money. Write it like 1,234.56 万%(money_zh)s or 1.2bn %(currency)s."
        ),
        "money.unit_missing": _(
            "“%(text)s” has no unit. Add %(money_zh)s, 万%(money_zh)s or 亿%(money_zh)s, or %(currency)s, m or bn."
        ),
        "money.unit_unclear": _("The unit of “%(text)s” is not clear. Write the unit after every number."),
        "money.other_currency": _("“%(text)s” is in another currency than %(currency)s."),
        "money.too_fine": _("“%(text)s” is finer than the smallest coin."),
        "money.too_large": _("“%(text)s” is larger than any amount kept here."),
        "month.missing": _("The month is missing."),
        "month.not_a_month": _("“%(text)s” is not a month. Write it like 2022-02 or 2022年2月."),
        "asof.missing": _("The date is missing."),
        "asof.not_a_date": _("“%(text)s” is not a date. Write it like 2022-02-08, or 2022-02-08 09:30."),
        "asof.clock_changed": _("The clock was changed at “%(text)s”. Add the offset, for example +08:00."),
        "geometry.crosses_itself": _("The outline crosses or touches itself at %(position)s."),
        "geometry.not_a_position": _(
            "%(position)s is not a position. Write longitude, then latitude, in degrees, such as [117.2, 39.1]."
        ),
        "geometry.not_one": _("One geometry is needed; the collection has %(count)s."),
        "geometry.not_valid": _("Rings of the outline do not fit together at %(position)s."),
        "geometry.order_swapped": _(
            "Latitude seems to stand first: %(first)s. GeoJSON has longitude first: %(meant)s. "
            "Swap all positions and give it again."
        ),
        "geometry.other_crs": _(
            "The positions are in “%(crs)s”. Convert them to longitude and latitude (WGS 84 or CGCS2000) first."
        ),
        "geometry.other_type": _("“%(type)s” cannot be taken here. One of these is needed: %(expected)s."),
        "geometry.out_of_range": _(
            "%(position)s is not longitude and latitude in degrees. Convert projected positions in metres first."
        ),
        "geometry.ring_open": _(
            "The outline is not closed: it begins at %(first)s and ends at %(last)s. "
            "Its last position must be its first."
        ),
        "geometry.too_long": _("The geometry is longer than %(limit)s characters. Simplify it first."),
        "geometry.too_many_positions": _("The geometry has more than %(limit)s positions. Simplify it first."),
        "geometry.too_short": _(
            "The line or ring at %(position)s needs at least %(least)s positions, not all the same."
        ),
        "geometry.unreadable": _("This is not readable GeoJSON."),
        "oc4ids.no_projects": _("The package holds no projects."),
        "oc4ids.not_json": _("This is no JSON: it breaks off at line %(line)s, character %(column)s."),
        "oc4ids.not_package": _(
            "This is JSON, and no package of OC4IDS: it should be an object with a list “projects”. Give the whole "
            "package, as it was published."
        ),
        "oc4ids.too_deep": _("The JSON is nested deeper than any package of projects. It is not read."),
        "oc4ids.version": _("The package says that it is of version %(version)s. OC4IDS 0.9 is read (0.9.5 too)."),
        "sheet.cell_too_long": _("A cell is longer than %(limit)s characters. Perhaps a quotation mark is not closed."),
        "sheet.damaged": _("The file is damaged or no sheet. Open it in Excel or WPS and save it anew as xlsx."),
        "sheet.empty": _("The file is empty."),
        "sheet.encoding_unknown": _(
            "The characters of the text cannot be told. Save it as “CSV UTF-8”, or give the workbook (xlsx)."
        ),
        "sheet.error_value": _("The cell shows an error, such as #REF! or #DIV/0!. Mend its formula."),
        "sheet.formula_without_result": _(
            "The formula was never calculated. Open the file in Excel or WPS, let it calculate, and save it."
        ),
        "sheet.not_a_sheet": _("This is no sheet. Give xlsx, xls, ods, csv or tsv."),
        "sheet.password": _("The file is protected by a password. Take the password away and save it."),
        "sheet.quote_open": _("A quotation mark is not closed, so that the rows after it cannot be told apart."),
        "sheet.separator_unknown": _("Columns can be parted by a comma, a tab, a semicolon or a bar only."),
        "sheet.too_heavy": _(
            "Reading the file takes too much memory. Perhaps a cell far from the table holds something: delete the "
            "empty rows and columns beside the table, and save it."
        ),
        "sheet.too_large": _("The file is larger than %(megabytes)s MB."),
        "sheet.too_large_unpacked": _("The file is larger than %(megabytes)s MB when unpacked."),
        "sheet.too_many_cells": _("The file has more than %(limit)s cells. Give it in parts."),
        "sheet.too_many_columns": _(
            "The sheet has more than %(limit)s columns. Delete what stands beside the table, or give it in parts."
        ),
        "sheet.too_many_rows": _(
            "The sheet has more than %(limit)s rows. Delete what stands below the table, or give it in parts."
        ),
        "sheet.too_many_sheets": _("The file has more than %(limit)s sheets."),
        "sheet.too_slow": _("Reading the file takes longer than %(seconds)s seconds. Give it in parts."),
        "sheet.web_page": _(
            "This is a web page or XML with the name of a sheet. Open it in Excel or WPS, save it as xlsx."
        ),
    }

    def ready(self) -> None:
        super().ready()
        from django.db.models.signals import post_migrate, pre_migrate

        from keyworks.base import guards

        # SQLite rebuilds a table to alter it and drops its triggers, so they are laid anew after every migrate.
        pre_migrate.connect(guards.before_migrate, dispatch_uid="keyworks.guards")
        post_migrate.connect(guards.after_migrate, dispatch_uid="keyworks.guards")
