"""Essays, newspapers and official papers: drop caps, verse, boxes named on a line of their own, explanations behind a paper."""

from __future__ import annotations

from tests.ingest.test_print_damage import BEFORE, BEHIND, BODY, LONG, heads, paragraphs, shown, wrapped

FIRST, LAST = "".join(BEFORE), "".join(BEHIND)


def indented(*texts: str) -> str:
    return "\n".join(line for text in texts for line in wrapped(text, blanks="　　"))


# --- drop caps --------------------------------------------------------------------------------------------------


def test_a_drop_cap_goes_back_to_its_sentence() -> None:
    cap = f"{FIRST[0]}\n" + "\n".join(wrapped(FIRST[1:]))
    assert FIRST in paragraphs(f"渡口\n\n{indented(LAST)}\n旧船夫\n{cap}\n{indented(BODY)}\n")


def test_a_preface_headed_by_one_character_keeps_its_head() -> None:
    assert any(head.startswith("序") for head in heads(f"渡口\n\n{indented(LAST)}\n序\n{indented(FIRST)}\n{indented(BODY)}\n"))


def test_a_numeral_alone_above_its_section_is_no_drop_cap() -> None:
    got = paragraphs(f"渡口\n\n{indented(LAST)}\n一\n{indented(FIRST)}\n二\n{indented(BODY)}\n")
    assert FIRST in got and BODY in got


def test_signs_between_two_sections_are_set_aside() -> None:
    got = paragraphs(f"渡口\n\n{indented(LAST)}\n＊　＊　＊\n{indented(FIRST)}\n")
    assert not any("＊" in p for p in got) and len(got) == 2


# --- verse ------------------------------------------------------------------------------------------------------

POEM = ["赤日行天不见云，", "肩头百斤足生尘。", "公所门前米一斗，", "分与昨夜未归人。"]


def test_the_lines_of_a_poem_stay_apart() -> None:
    text = f"码头\n\n{indented(LAST)}\n　　有人写过这样的句子：\n" + "\n".join(POEM) + f"\n{indented(FIRST)}\n"
    assert [p for p in paragraphs(text) if p in POEM] == POEM


def test_a_wrapped_sentence_is_no_poem() -> None:
    assert FIRST in paragraphs(f"码头\n\n{indented(LAST)}\n{indented(FIRST)}\n{indented(BODY)}\n")


# --- boxes named on a line of their own -------------------------------------------------------------------------


def test_a_box_named_above_its_title() -> None:
    got = shown(f"分水记\n\n{indented(LAST)}\n延伸阅读\n什么是渠长\n{indented(BODY)}\n")[0]
    assert "延伸阅读 什么是渠长" in [p.text for p in got.paragraphs if p.kind == "box-title"]


def test_a_list_of_readings_is_no_box() -> None:
    got = shown(f"第三章　分水\n\n{LONG}\n\n延伸阅读\n1. 高岚：《渠长制度考》，巴山出版社，2015年。\n2. 石磊：《分水木牌》，巴山出版社，2019年。\n")[0]
    assert not any(p.boxed or p.kind == "box-title" for p in got.paragraphs)


# --- an official paper and its explanation ----------------------------------------------------------------------


def paper(behind: str) -> str:
    body = "".join(f"（{n}）{what}。{LONG}\n" for n, what in zip("一二三四五六七八九十", "管人管水管闸管渠管账管牌管树管桥管路管灯", strict=False))
    return f"临江县人民政府办公室\n关于推行渠长制的实施意见\n临政办发〔2021〕7号\n各乡镇人民政府：\n{LONG}\n一、总体要求\n{LONG}\n二、重点任务\n{body}{behind}"


def test_the_explanation_behind_a_paper_is_a_text_of_its_own() -> None:
    behind = f"《关于推行渠长制的实施意见》\n政策解读\n近日，县政府办公室印发了《关于推行渠长制的实施意见》，现解读如下。\n{LONG}\n"
    got = shown(paper(behind))
    assert [document.title for document in got][1:] == ["《关于推行渠长制的实施意见》政策解读"]


def test_a_chapter_on_explaining_a_policy_stays_in_its_text() -> None:
    assert len(shown(paper(f"三、政策解读\n{LONG}\n"))) == 1


# --- annexes and notes ------------------------------------------------------------------------------------------


def test_an_appendix_with_its_title_stands_at_the_top() -> None:
    text = f"码头\n\n{LONG}\n\n一　坐地\n\n{LONG}\n\n（一）地段\n\n{LONG}\n\n附录　光绪年间收支清册（节录）\n\n{LONG}\n"
    levels = {head: level for level, head in shown(text)[0].heads}
    assert levels["附录 光绪年间收支清册（节录）"] == levels["一 坐地"]


def test_a_sentence_that_names_the_last_part_goes_on_with_the_one_before() -> None:
    text = f"码头\n\n{LONG}\n\n本文第二部分讲地段，第三部分讲账册，第四部分讲碑刻，①\n\n① 碑在县城。\n\n第五部分是结论。\n\n{LONG}\n"
    assert any(p.endswith("第四部分讲碑刻，第五部分是结论。") for p in paragraphs(text))


def test_a_part_of_a_book_is_a_head() -> None:
    assert "第二部分　账册" in [h.replace(" ", "　") for h in heads(f"码头\n\n第一部分　地段\n\n{LONG}\n\n第二部分　账册\n\n{LONG}\n")]


def test_the_translator_alone_on_a_line_is_matter() -> None:
    got = shown(f"风与渡口\n［挪威］英格丽·哈姆雷　著\n白　桦　译\n{indented(LAST, FIRST)}\n")[0]
    assert "translator: 白 桦" in got.front and not got.heads


# --- letters, sections, songs -----------------------------------------------------------------------------------


def test_the_name_below_a_letter_signs_it() -> None:
    letter = f"　　亲爱的奥拉夫：\n{indented(FIRST)}\n　　　　　　　　　　安宁儿\n{indented(LAST)}\n"
    assert "安宁儿" not in heads(f"渡口\n\n{indented(BODY)}\n{letter}")


def test_a_centred_head_without_a_letter_above_it_is_one() -> None:
    assert "安宁渡" in heads(f"渡口\n\n{indented(BODY)}\n{indented(FIRST)}\n　　　　　　　　安宁渡\n{indented(LAST)}\n")


def test_a_short_line_above_a_drop_cap_heads_the_section() -> None:
    cap = f"{FIRST[0]}\n" + "\n".join(wrapped(FIRST[1:]))
    assert "桥" in heads(f"渡口\n\n{indented(LAST)}\n桥\n{cap}\n{indented(BODY)}\n")


def test_a_name_below_the_title_and_above_a_drop_cap_is_no_head() -> None:
    cap = f"{FIRST[0]}\n" + "\n".join(wrapped(FIRST[1:]))
    assert "白桦" not in heads(f"渡口与铁匠铺\n白桦\n{cap}\n{indented(BODY)}\n{indented(LAST)}\n")


def test_a_line_of_a_song_that_says_a_thing_twice_is_whole() -> None:
    song = "　　　　　　背盐汉，背盐汉，\n　　　　　　一步一滴汗。\n"
    assert any(p.startswith("背盐汉，背盐汉，") for p in paragraphs(f"渡口\n\n{indented(FIRST)}\n{song}{indented(LAST)}\n"))


def test_a_headline_printed_twice_over_itself_is_read_once() -> None:
    assert shown(f"盐路上的村庄盐路上的村庄\n\n{indented(FIRST)}\n{indented(LAST)}\n")[0].title == "盐路上的村庄"


def test_an_opening_with_a_title_of_its_own_stands_beside_the_preface() -> None:
    got = shown(f"渡口\n\n序\n{indented(FIRST)}\n引 言\n路是水铺的\n\n{indented(BODY)}\n")[0]
    depths = {head: depth for depth, head in got.heads}
    assert depths["序"] == depths["引 言 路是水铺的"]


def test_the_digits_of_a_year_in_spaced_type_are_closed_up() -> None:
    spaced = " ".join("驿站则在民国二年（1913）全部裁撤，渡口也换了主人。")
    assert "驿站则在民国二年（1913）全部裁撤，渡口也换了主人。" in paragraphs(f"渡口\n\n{indented(FIRST)}\n\n{spaced}\n\n{indented(LAST)}\n")


def test_figures_in_a_row_of_a_plain_line_keep_their_blanks() -> None:
    assert "口令是3 5 7，守渠人听见就开闸，听不见就不开。" in "".join(paragraphs(f"渡口\n\n{LONG}\n\n口令是 3 5 7，守渠人听见就开闸，听不见就不开。\n"))


# --- gazettes ---------------------------------------------------------------------------------------------------


def test_a_gazettes_name_and_number_beside_a_page_number_are_furniture() -> None:
    items = "第三条　守渠人应当：\n（一）按时开闸；\n（二）保护木牌；\n·平渠市人大常委会公报·　2017年第2号\n— 19 —\n（三）清理淤泥。\n"
    first = f"第一条　{LONG}\n第二条　{LONG}\n"
    got = shown(f"平渠市渠道条例\n\n第一章　总则\n{first * 4}{items}第四条　{LONG}\n")[0]
    assert not any("公报" in text for text in [*(p.text for p in got.paragraphs), *(head for _, head in got.heads), got.front])


def test_a_sentence_about_a_gazette_stays() -> None:
    text = f"平渠市渠道条例\n\n第一条　{LONG}\n条例刊登于平渠市人大常委会公报2017年第2号，自公布之日起施行。\n— 19 —\n第二条　{LONG}\n"
    assert any("2017年第2号" in p for p in paragraphs(text))


COUPLETS = ["赤日行天不见云，肩头百斤足生尘。", "公所门前米一斗，分与昨夜未归人。"]


def test_couplets_behind_a_colon_are_lines_of_their_own() -> None:
    lines = ["碑阴刻着一首诗，渠长一字一字念给我听：", *COUPLETS]
    got = paragraphs("\n".join(["渡口", "", *BEFORE, *lines, *BEHIND]))
    assert all(line in got for line in COUPLETS)


def test_two_clauses_of_one_length_inside_a_paragraph_are_none() -> None:
    full = ["赤日行天抬头不见云，肩头百斤脚下足生尘。", "公所门前一斗米难求，分给昨夜还没归的人。"]
    lines = ["渠长一字一字念给我听，我一字一字抄下来，", *full]
    assert any(p.endswith("".join(full)) for p in paragraphs("\n".join(["渡口", "", *BEFORE, *lines, *BEHIND])))


# --- speech and lists -------------------------------------------------------------------------------------------

TURNS = ["“在闸口的下面。”", "“闸口看得见水吗？”", "“看不见。”"]


def test_the_turns_of_a_dialogue_are_paragraphs_of_their_own() -> None:
    asked = "孩子们愣了一会儿，有人小声问：水在哪里？"
    got = paragraphs("\n".join(["渡口", "", *BEFORE, asked, *TURNS, *BEHIND]))
    assert all(turn in got for turn in TURNS)


def test_a_quotation_that_ends_a_paragraph_stays_in_it() -> None:
    told = ["孩子们愣了一会儿，有人小声问：水在哪里？", "“在闸口的下面。”他答。"]
    assert any(p.endswith("".join(told)) for p in paragraphs("\n".join(["渡口", "", *BEFORE, *told, *BEHIND])))


def test_items_behind_hyphens_are_items_of_their_own() -> None:
    items = ["按照里程的远近把村分为三个等级；", "每个等级抽四个村每村再抽五户；", "在村里按照门牌一户一户抽人家。"]
    got = paragraphs("\n".join(["渡口", "", *BEFORE, "抽签分为三步：", *(f"- {item}" for item in items), *BEHIND]))
    assert set(items) <= {p.lstrip("- ") for p in got}


def test_a_minus_sign_before_a_figure_begins_no_item() -> None:
    lines = ["水位在冬天最低，最低的一年到过闸口下面的", "- 3 尺，渠长在木牌上刻了一道线记着这件事。"]
    assert any("下面的-3尺" in p.replace(" ", "") for p in paragraphs("\n".join(["渡口", "", *BEFORE, *lines, *BEHIND])))


def test_a_numbered_line_that_leads_into_a_list_is_no_head() -> None:
    item = "（二）在渠沿五尺以内挖坑取土、堆放柴草，其中包括："
    assert item not in heads(f"渠规\n\n一、禁止的事\n\n{LONG}\n\n{item}\n\n1. 挖坑；\n\n2. 堆柴。\n\n二、处罚\n\n{LONG}\n")


def test_a_short_numbered_head_with_a_colon_is_one() -> None:
    assert any(head.startswith("（一）主要做法") for head in heads(f"渠规\n\n一、禁止的事\n\n{LONG}\n\n（一）主要做法：\n\n{LONG}\n\n二、处罚\n\n{LONG}\n"))


def test_how_a_speech_was_written_down_is_matter() -> None:
    got = shown("\n".join(["在渠会上的讲话", "", *BEFORE, *wrapped(LAST + "谢谢大家!(全场起立,长时间热烈鼓掌)"), "", "(根据录音整理,未经本人审阅)"]))[0]
    assert "根据录音整理" in got.front and not any("录音" in p.text for p in got.paragraphs)


def test_a_sentence_about_a_recording_stays() -> None:
    told = "根据录音整理的渠规，与碑文有三处不同，都在第二条里，渠长说以碑文为准。"
    assert any(told in p for p in paragraphs("\n".join(["渡口", "", *BEFORE, told, *BEHIND])))


def test_the_figures_of_a_year_torn_off_go_back_to_it() -> None:
    assert "1984年那场关于填河的争论，书中只用了半页。" in paragraphs(f"渡口\n\n{LONG}\n\n1984\n年那场关于填河的争论，书中只用了半页。\n\n{LONG}\n")


def test_a_page_number_above_a_sentence_about_years_is_none() -> None:
    got = paragraphs(f"渡口\n\n{LONG}\n\n84\n年底的时候，渡口换了主人。\n\n{LONG}\n")
    assert not any(p.startswith("84年底") for p in got)


def test_a_paragraph_with_its_indent_behind_a_quotation_is_one_of_its_own() -> None:
    passage = ["　　　　道南持簿日行三十里逢村则入逢", "　　人则拜有拒之者明日复往凡一年又四", "　　月得银若干两谷若干石乃鸠工伐石。"]
    behind = "这段话里最值得注意的不是银两，而是逢人则拜四个字，渠长在簿子上也是这样写的，一年一年没有变过。"
    text = "\n".join(["石桥", "", indented(FIRST), "　　碑文写下了筹款的过程：", *passage, indented(behind), indented(LAST)])
    assert behind in paragraphs(text)
