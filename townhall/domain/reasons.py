"""Why the system refused something with a file, in the words of the user's language."""

import errno

from townhall.language import N_, _

_WORDS = {
    errno.EACCES: N_("no permission"),
    errno.EPERM: N_("no permission"),
    errno.EROFS: N_("it is read-only"),
    errno.ENOENT: N_("it does not exist"),
    errno.ENOTDIR: N_("a part of it is a file, not a folder"),
    errno.EEXIST: N_("there is a file of that name"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOSPC: N_("the disk is full"),
    getattr(errno, "EDQUOT", errno.ENOSPC): N_("the disk is full"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EBUSY: N_("another program uses it"),
    errno.EIO: N_("the disk or the connection to it fails"),
}


def reason(error: OSError) -> str:
    """What `error` means, to stand in brackets; in the system's own words where they are rare."""
    known = _WORDS.get(error.errno or 0)
    return _(known) if known else error.strerror or type(error).__name__
