from datetime import date

from kith.statutory.ssda903.reading import read

CHILD = """<EXPSSDA903>
<CHILD>
<HEADER><CHILDID>a1</CHILDID><SEX>2</SEX><DOB>02/03/2012</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC><DUC>01/03/2030</DUC>
<AREVIEW><REVIEW>01/05/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<OC2><SDQ_SCORE>12</SDQ_SCORE></OC2>
</HEADER>
<EPISODE><DECOM>01/04/2025</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><DEC/><REC/></EPISODE>
<ANYNAME><SW_ID>SW123456</SW_ID><SW_DECOM>01/04/2025</SW_DECOM><SW_REASON>MANAGE</SW_REASON></ANYNAME>
</CHILD>
</EXPSSDA903>"""


def xml(text):
    return read({"return.xml": text.encode()})


def test_every_table_of_a_child_is_read_with_the_line_of_the_file():
    found = xml(CHILD)
    assert found["Header"].select("CHILD", "SEX", "DOB", "row").row(0) == ("A1", "2", date(2012, 3, 2), 2)
    assert found["Episodes"].select("CHILD", "PLACE", "DEC", "row").row(0) == ("A1", "U4", None, 7)
    assert found["Reviews"].select("DOB", "REVIEW").row(0) == (date(2012, 3, 2), date(2025, 5, 1))
    assert found["UASC"]["DUC"].to_list() == [date(2030, 3, 1)]
    assert found["OC2"]["SDQ_SCORE"].to_list() == [12]
    assert found["OC3"].is_empty()
    assert found.problems == ()


def test_a_row_of_the_header_is_there_though_its_first_value_is_missing():
    half = CHILD.replace("<UASC>1", "<UASC>0").replace(
        "</DUC>", "</DUC><ACTIV>F1</ACTIV><NB_ADOPTR>2</NB_ADOPTR>"
    )
    assert xml(half)["UASC"]["DUC"].to_list() == [date(2030, 3, 1)]
    assert xml(half)["OC3"].select("IN_TOUCH", "ACTIV").rows() == [(None, "F1")]
    assert xml(half)["AD1"]["NB_ADOPTR"].to_list() == ["2"]
    assert xml(half.replace("<DUC>01/03/2030</DUC>", "<DUC/>"))["UASC"].is_empty()


def test_social_workers_are_known_by_their_columns_as_no_published_name_is_known():
    assert xml(CHILD)["SWEpisodes"]["SW_ID"].to_list() == ["SW123456"]


def test_an_unknown_element_is_a_warning():
    found = xml(CHILD.replace("<OC2>", "<SHOES><SIZE>4</SIZE></SHOES><OC2>"))
    assert found["OC2"].height == 1
    assert "SHOES" in found.problems[0].says


def test_entities_are_not_opened():
    bomb = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = xml(bomb + CHILD.replace("a1", "&f;"))
    assert found.files == []
    assert "document type" in found.errors[0].says


def test_xml_nested_too_deep_is_refused():
    found = xml("<EXPSSDA903>" + "<CHILD>" * 100_000)
    assert found.files == []
    assert "deeper" in found.errors[0].says


def test_what_stands_before_a_break_in_the_file_is_kept():
    found = xml(CHILD.replace("</EXPSSDA903>", "<CHILD><HEADER>"))
    assert found["Header"].height == 1
    assert "cannot be read past line" in found.errors[0].says


def test_another_kind_of_xml_is_named():
    assert "begins with Message" in xml("<Message/>").errors[0].says
