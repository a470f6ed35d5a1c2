"""How long an e-mail or a hook's delivery waits before it is tried again, when it is given up; what may stand in an
e-mail's head; where hooks may lead and how what they carry is signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

WAITS_S = (60, 300, 900, 3600, 10_800)
"""Seconds after the first, second … and every later try that failed."""
GIVEN_UP = timedelta(days=3)
"""What could not be sent for so long is news to nobody."""
KEPT = timedelta(days=60)
HOLD = timedelta(minutes=5)
"""So long nobody else takes what a worker is sending."""
LONGEST = 200
OFF_AFTER = 20
"""So many rounds without an answer of yes, and a hook is switched off: two days or so."""
GONE = 410
"""By this answer a receiver says that it wants no more."""
ALONE = frozenset({400, 413, 422})
"""Answers that are about this delivery, and say nothing of the next."""
MOST_TRIES = 27
"""By then a delivery was tried for three days."""
READS_AN_HOUR = 60
"""Of a feed; calendar programs ask a few times a day."""
ANSWER = 400
"""Of an answer so much is kept, in characters."""
PORTS = {"https": 443, "http": 80}
BEGINS = "whsec_"
"""How a secret begins."""
NAT64 = ip_network("64:ff9b::/96")


def again(tries: int, at: datetime) -> datetime:
    """When to try anew what has been tried so often."""
    return at + timedelta(seconds=WAITS_S[min(max(tries, 1), len(WAITS_S)) - 1])


def one_line(text: str) -> str:
    """A text for the head of an e-mail: one line without control characters, so that nobody adds lines to it."""
    plain = "".join(" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in text)
    return " ".join(plain.split())[:LONGEST]


def key(secret: str) -> bytes:
    """The bytes by which a secret signs."""
    return base64.b64decode(secret.removeprefix(BEGINS))


def signature(secret: str, message: str, sent_s: int, body: bytes) -> str:
    """What the header webhook-signature says, as Standard Webhooks has it."""
    signed = b".".join((message.encode(), str(sent_s).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key(secret), signed, hashlib.sha256)).decode()


@dataclass(frozen=True)
class Host:
    """A host that the administrator listed, and the addresses within the house that it may have."""

    scheme: str
    name: str
    port: int
    inside: tuple[IPv4Network | IPv6Network, ...] = ()

    def __str__(self) -> str:
        shown = f"[{self.name}]" if ":" in self.name else self.name
        return f"{self.scheme}://{shown}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @classmethod
    def read(cls, text: str) -> Host:
        """From [http://]host[:port][=address or network]; a ValueError where it is none."""
        place, _equals, inside = text.strip().partition("=")
        try:
            found = _split(place if "://" in place else f"https://{place}")
            within = [ip_network(inside.strip())] if inside else _itself(found[1])
        except ValueError as error:
            raise ValueError(f"no host for hooks: {text!r}") from error
        return cls(*found, tuple(within))

    def allows(self, address: str) -> bool:
        """May a connection be made to what the name was resolved to?"""
        found = _carried(ip_address(address.partition("%")[0]))
        return (found.is_global and not found.is_multicast) or any(found in network for network in self.inside)


def hosts(text: str) -> tuple[Host, ...]:
    """The hosts named in a setting, separated by commas."""
    return tuple(Host.read(one) for one in text.split(",") if one.strip())


def host_of(address: str, listed: Iterable[Host]) -> Host | None:
    """The listed host to which an address leads; None where there is none, or the address is not a plain one."""
    try:
        place = _split(address)
    except ValueError:
        return None
    return next((one for one in listed if (one.scheme, one.name, one.port) == place), None)


def _split(address: str) -> tuple[str, str, int]:
    """Scheme, host and port."""
    parts = urlsplit(address)
    odd = parts.username is not None or parts.password is not None or parts.fragment or not parts.hostname
    if odd or parts.scheme not in PORTS or any(one.isspace() or one == "\\" for one in address):
        raise ValueError(address)
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or PORTS[parts.scheme]


def _itself(name: str) -> list[IPv4Network | IPv6Network]:
    """A host that is listed by its number is listed with its address."""
    try:
        return [ip_network(name)]
    except ValueError:
        return []


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that is wrapped in an IPv6 one, which is where the connection ends."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
