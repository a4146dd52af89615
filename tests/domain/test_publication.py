"""What publishing may do to an item: never over something that others did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.domain.errors import InvalidInput
from townhall.domain.publication import (
    KEPT_THEIRS,
    Clash,
    Published,
    PublishStep,
    check_collection,
    clash_of,
    next_step,
)

OURS = st.none() | st.sampled_from(["a", "b"])
ETAGS = st.none() | st.sampled_from(['"1"', '"2"'])
NOTED = st.none() | st.builds(
    Published,
    st.just("uid"),
    st.just("/a/uid.ics"),
    st.sampled_from(['"1"', '"2"', KEPT_THEIRS]),
    st.sampled_from(["a", "b"]),
)


@given(OURS, NOTED, ETAGS)
def test_only_what_we_left_there_ourselves_is_written_to(
    ours: str | None, noted: Published | None, etag: str | None
) -> None:
    step = next_step(ours, noted, etag)
    untouched = noted is not None and noted.etag == etag
    if step is PublishStep.CREATE:
        assert (noted, etag) == (None, None)
    if step in (PublishStep.UPDATE, PublishStep.DELETE):
        assert untouched
    if step is PublishStep.UPDATE:
        assert noted is not None
        assert ours not in (None, noted.fingerprint)
    if step is PublishStep.DELETE:
        assert ours is None
    if untouched:
        assert step is not PublishStep.ASK


@given(OURS, ETAGS)
def test_what_was_left_to_others_stays_theirs_until_we_have_something_new(
    ours: str | None, etag: str | None
) -> None:
    noted = Published("uid", "/a/uid.ics", KEPT_THEIRS, "a")
    expected = {None: PublishStep.FORGET, "a": PublishStep.NOTHING, "b": PublishStep.ASK}
    assert next_step(ours, noted, etag) is expected[ours]


def test_why_the_user_is_asked() -> None:
    noted = Published("uid", "/a/uid.ics", '"1"', "a")
    assert clash_of(noted, None) is Clash.GONE
    assert clash_of(noted, '"2"') is Clash.CHANGED
    assert clash_of(None, '"2"') is Clash.EXISTS


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://delinde.example/a", "https://delinde.example/a/"),
        (" https://delinde.example:8443/a%20b/ ", "https://delinde.example:8443/a%20b/"),
        ("http://localhost:5232/anna/plan", "http://localhost:5232/anna/plan/"),
        ("http://127.0.0.1/a/", "http://127.0.0.1/a/"),
        ("http://[::1]/a/", "http://[::1]/a/"),
    ],
)
def test_an_address_ends_in_a_slash(url: str, address: str) -> None:
    assert check_collection(url, "collection_url") == address


@pytest.mark.parametrize(
    "url",
    [
        *("", "a", "delinde.example/a", "ftp://delinde.example/", "mailto:a@delinde.example"),
        *("http://delinde.example/", "http://127.0.0.1.delinde.example/", "https:///a"),
        *("https://anna:geheim@delinde.example/", "https://anna@delinde.example/"),
        *("https://delinde.example/?a=b", "https://delinde.example/#a", "https://a b.example/"),
        *("https://delinde.example:99999/", "https://delinde.example/\r\nHost: x", "https://[::1/"),
    ],
)
def test_no_address_of_a_calendar(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_collection(url, "collection_url")
    assert refused.value.field == "collection_url"
    assert "geheim" not in str(refused.value)
