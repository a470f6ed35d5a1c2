"""Try the mail server from the command line, past the outbox."""

from __future__ import annotations

import argparse
import smtplib
import sys

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.post.queries import configured, waiting

HELP: str = _("try the mail server: test ADDRESS; and say what waits: waiting")


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="test | waiting")
    test = acts.add_parser("test", help=gettext("send an e-mail to this address at once"))
    test.add_argument("address")
    acts.add_parser("waiting", help=gettext("say how many e-mails wait"))


def run(options: argparse.Namespace) -> int:
    if options.act == "waiting":
        sys.stdout.write(f"{waiting()}\n")
        return 0
    if not configured():
        sys.stderr.write(gettext("No mail server is set: name it in KEYWORKS_MAIL_HOST.") + "\n")
        return 1
    place = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    try:
        words = gettext("This e-mail was sent to try the mail server. Nothing is to be done.")
        send_mail(gettext("A test of the mail server"), words, None, [options.address])
    except (OSError, smtplib.SMTPException, ValueError) as error:
        told = {**place, "said": f"{type(error).__name__}: {error}"}
        sys.stderr.write(gettext("%(host)s:%(port)s did not take it: %(said)s") % told + "\n")
        return 1
    sys.stdout.write(gettext("%(host)s:%(port)s took it.") % place + "\n")
    return 0
