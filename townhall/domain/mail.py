"""Which e-mail addresses and links may leave the program: strict, so that nothing is injected."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

from townhall.domain.errors import InvalidInput
from townhall.language import N_, _

SAFE_SCHEMES = ("http", "https", "mailto", "tel", "msteams", "zoommtg")
"""Schemes a calendar may open by a click; none of them runs a script or reads a file."""
LONGEST_LINK = 2000
"""Characters; Outlook and browsers cut longer links."""

_SAFE_IN_ADDRESSES = "@!$&'*+/=_~-."  # RFC 6068, 2: a URI cannot hold the others
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_NOT_IN_A_LINK = re.compile(r'["<>\\^`{|}]')
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3: 256 octets with the angle brackets
_LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1


def check_email(text: str, field: str) -> str:
    """`text` as a plain address, its domain in lower-case ASCII (IDNA).

    Spaces around it are taken off. Raises InvalidInput, for `field`, naming what is wrong.
    """
    address, fault = _judged_email(text)
    if fault:
        raise InvalidInput(
            _("“{text}” is not an e-mail address: {reason}").format(
                text=_shown(text), reason=_(fault)
            ),
            field=field,
        )
    return address


@lru_cache(maxsize=8192)
def _judged_email(text: str) -> tuple[str, str]:
    """The address and no fault, or no address and what is wrong with it."""
    address = text.strip(" ")
    fault = ""
    if not address:
        fault = N_("it is empty.")
    elif _hidden(address):
        fault = N_("it holds a space, a line break or a hidden character.")
    elif address.count("@") != 1:
        fault = N_("it needs exactly one @.")
    if fault:
        return "", fault
    local, domain = address.split("@")
    host = _ascii_host(domain)
    if not local or not domain:
        fault = N_("something is missing before or after the @.")
    elif not _LOCAL_PART.fullmatch(local):
        fault = N_("the part before the @ holds a character that mail systems refuse.")
    elif not host or "." not in host:
        fault = N_("the part after the @ is not the name of a mail domain.")
    elif len(local) > _LONGEST_LOCAL_PART or len(local) + 1 + len(host) > _LONGEST_ADDRESS:
        fault = N_("it is too long.")
    return ("", fault) if fault else (f"{local}@{host}", "")


def _ascii_host(domain: str) -> str:
    """`domain` in lower-case ASCII, or nothing when it is no domain name."""
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return host if all(_DOMAIN_LABEL.fullmatch(part) for part in host.split(".")) else ""


def check_link(url: str, field: str) -> str:
    """`url`, when a calendar may offer it as a link (`SAFE_SCHEMES`); spaces around it go.

    Raises InvalidInput, for `field`, naming what is wrong.
    """
    link, fault = _judged_link(url)
    if fault:
        raise InvalidInput(
            _("“{text}” cannot be used as a link: {reason}").format(
                text=_shown(url), reason=_(fault).format(schemes=", ".join(SAFE_SCHEMES))
            ),
            field=field,
        )
    return link


def check_reach(text: str, field: str) -> str:
    """`text` as an address or a link at which somebody can be reached; spaces around it go.

    Raises InvalidInput, for `field`, when it is neither.
    """
    reach = text.strip(" ")
    if not safe_target(reach):
        raise InvalidInput(
            _(
                "“{text}” is neither an e-mail address nor a link; a link begins with one of "
                "{schemes}, followed by a colon."
            ).format(text=_shown(text), schemes=", ".join(SAFE_SCHEMES)),
            field=field,
        )
    return reach


def safe_target(text: str) -> str:
    """What a click on `text` may open: the link, `mailto:` of an address; else nothing."""
    link, fault = _judged_link(text)
    if not fault:
        return link
    address, fault = _judged_email(text)
    return "" if fault else "mailto:" + quote(address, safe=_SAFE_IN_ADDRESSES)


@lru_cache(maxsize=8192)
def _judged_link(url: str) -> tuple[str, str]:
    """The link and no fault, or no link and what is wrong with it."""
    link = url.strip(" ")
    fault = ""
    if not link:
        fault = N_("it is empty.")
    elif _hidden(link):
        fault = N_("it holds a space, a line break or a hidden character.")
    elif _NOT_IN_A_LINK.search(link):
        fault = N_("it holds a character that links cannot have.")
    elif len(link) > LONGEST_LINK:
        fault = N_("it is too long.")
    else:
        fault = _scheme_fault(link)
    return ("", fault) if fault else (link, "")


def _scheme_fault(link: str) -> str:
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return N_("its address is incomplete.")
    if parts.scheme.lower() not in SAFE_SCHEMES:
        return N_("it must begin with one of {schemes}, followed by a colon.")
    if parts.scheme.lower() in ("http", "https") and not host:
        return N_("its address is incomplete.")
    if not (parts.netloc or parts.path):
        return N_("its address is incomplete.")
    return ""


def _hidden(text: str) -> bool:
    """Whether `text` has white space, controls, lone surrogates or direction marks."""
    return any(unicodedata.category(character)[0] in "CZ" for character in text)


def _shown(text: str) -> str:
    """`text` for a message: on one line, without hidden characters, short."""
    visible = "".join(" " if _hidden(character) else character for character in text)
    return visible if len(visible) <= 60 else visible[:59] + "…"
