"""HTML of a chat as plain text: what is read, what is dropped, and what is no HTML at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.formats.html_text import MAX_HTML, plain_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Een</p><p>twee<br>drie</p>", "Een\n\ntwee\ndrie"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n\n- b"),
        ("Prijs &lt; 5 &amp; &euro;3&nbsp;meer", "Prijs < 5 & €3 meer"),
        ("<script>alert('x')</script><style>b{}</style>Wat?", "Wat?"),
        ('<a href="javascript:x" title="a > b">hier</a> & daar', "hier & daar"),
        ("<!-- <p>weg</p> -->Wel<!-- open", "Wel<!-- open"),
        ("1 < 2 en 3 > 2?", "1 < 2 en 3 > 2?"),
        ("<b>open", "open"),
        ("&lt;script&gt;tekst&lt;/script&gt;", "<script>tekst</script>"),
        ("", ""),
    ],
)
def test_what_a_person_reads(source: str, text: str) -> None:
    assert plain_text(source) == text


@pytest.mark.parametrize("mark", ["<!--", "<a ", "<a b='", "</", "<?", "<![CDATA[", "<"])
def test_marks_that_never_end_are_text(mark: str) -> None:
    assert len(plain_text(mark * MAX_HTML)) <= MAX_HTML


@settings(max_examples=100, deadline=None)
@given(st.text("<>/!-?'\"=&;#x abpscript\n", max_size=80))
def test_any_text_gives_text(source: str) -> None:
    text = plain_text(source)
    assert text == text.strip()
