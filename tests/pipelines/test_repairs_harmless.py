"""Sound text of every kind passes through all repairs byte for byte, and what was repaired can be undone exactly.

The snippets are invented or plain facts. One kind a row, so that a failure names the kind.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.repairs import repair_page, repair_runs, repair_text, undo

SOFT = {"pinyin_gloss"}
"""A remark, not damage: pinyin in brackets was seen and left alone."""

SNIPPETS: dict[str, list[str]] = {
    "offices": [
        "示范市卫生健康委员会2020年政府信息公开工作年度报告",
        "本年度共收到政府信息公开申请12件，上年结转1件，办结13件，其中予以公开5件。",
        "一、总体情况\n（一）主动公开情况。全年主动公开信息1226条，其中通过网站公开1100条。",
        "各镇（街道）人民政府（办事处）、县直各单位：\n　　现将有关事项通知如下，请遵照执行。",
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条的规定，编制本报告。",
        "联系人：王先生　联系电话：0598-8888123　传真：0598-8888124",
        "“三公”经费、“放管服”改革、“双随机、一公开”——三项工作同步推进……",
    ],
    "document numbers": [
        "示政办〔2017〕60号、示卫综函〔2017〕312号、国发〔1998〕7号",
        "国办公开办函〔2019〕60号；示办发﹝2020﹞13号；示令[2021]第3号",
        "示府〔二〇二〇〕五号",
        "（2019）示01民初2017号、(2020)示行终字第12号",
        "产品编号2022128，批次201769，订单号20171231001",
        "邮政编码100017，电话20171234号分机",
        "第2017号令、2019年第3号公告、〔2017年〕备案",
    ],
    "dates and numbers": [
        "2017年6月9日",
        "2017-06-09 17:56:03",
        "应当自收到申请之日起20日内答复，延长的期限不超过20日，合计不超过40日。",
        "公示期180日，保质期1125日。",
        "统计表\n201712\n201801\n201802",
        "0598-8888123 转 201769",
        "1,234,567.89 元；－12.5％；＋3‰；１９９８年",
        "二〇一九年十二月三十一日　〇一二三　廿三　卅",
        "12\t34\t56\n78\t90\t12\n",
    ],
    "traditional": [
        "臺北市政府衛生局為辦理政府資訊公開，依政府資訊公開法第七條規定公告。",
        "香港特別行政區政府衞生署新聞公報：深水埗、鰂魚涌、赤鱲角",
        "於是、關係、聯繫、乾燥、幹部、頭髮、麵粉、皇后、里程、裡面",
        "本局受理之申請案，應於三十日內為准駁之決定。",
        "立法院第九屆第一會期第三次會議議案關係文書",
        "我哋喺度等緊佢哋，唔該晒！",
    ],
    "Uyghur": ["شىنجاڭ ئۇيغۇر ئاپتونوم رايونى", "新疆ئۇيغۇر自治区‏人民政府", "ئۈرۈمچى شەھىرى (2020-يىل)"],
    "Tibetan": ["བོད་རང་སྐྱོང་ལྗོངས། མི་དམངས་སྲིད་གཞུང་།", "西藏自治区 བོད་ལྗོངས་ 人民政府"],
    "Mongolian": ["ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ᠋ ᠪᠢᠴᠢᠭ᠌", "内蒙古ᠮᠣᠩᠭᠣᠯ自治区", "Монгол Улсын Засгийн газар"],
    "Yi": ["ꆈꌠꁱꂷ 凉山彝族自治州", "ꆈꌠ"],
    "Kazakh": ["Қазақ автономиялық облысы 伊犁哈萨克自治州", "قازاق اۆتونوميالى وبلىسى"],
    "Zhuang": ["Gvangjsih Bouxcuengh Swcigih 广西壮族自治区"],
    "Japanese": [
        "情報公開条例に基づく開示請求の件数について",
        "東京都の「お知らせ」（カタカナ、ｶﾅ、ー、々）",
        "株式会社みらい　代表取締役　山田　太郎",
    ],
    "Korean": ["정보공개법 제7조에 따라 공개합니다.", "大韓民國 서울特別市"],
    "Vietnamese": ["Ủy ban nhân dân tỉnh công khai thông tin năm 2020", "Đà Nẵng, Hà Nội, Cần Thơ"],
    "Russian": ["Правительство области публикует отчёт за 2020 год.", "«Ёлка» — №5"],
    "Greek, Arabic, Hebrew, Thai, Hindi": [
        "Η κυβέρνηση δημοσιεύει την έκθεση.",
        "می‌خواهم کتاب‌ها را ببینم",
        "שלום עולם (2020)",
        "ประกาศ​ราชการ ประจำปี",
        "सूचना का अधिकार अधिनियम",
    ],
    "French": ["Été : « l’accès à l’information », où ça ? À Besançon, naïf, œuvre, ÇA.", "Créées, gréées, agréées"],
    "German, Danish, Portuguese, Polish": [
        "Größe, Übermaß, Straße; 5 § 3 Abs. 2",
        "Donau\u00addampf\u00adschiff",
        "på Ærø, blåbærgrød, ååå",
        "Informações, São João, ações",
        "Zażółć gęślą jaźń",
    ],
    "English": [
        "Annual report – “naïve” café, Zürich; 25 °C ± 2 °C.",
        "Q&A; R&D; AT&T; Tom & Jerry &c.",
        "Really?? Are you sure??? Why not?!",
        "Copyright © 2019 Example Ltd. All rights reserved®™",
        "I’ve – he said — “done” it… 50% of 3 × 4 ÷ 2",
    ],
    "program text": [
        'var s = "\\u4e2d\\u6587"; // 转义',
        "print('\\u516c\\u5f00')",
        "printf(\"%d%%\\n\", n); scanf(\"%d\", &sum);",
        "if (a && b || !c) { return x ?? y ?? z; }",
        "int *p = &copy; long long q = p->x | p->y || p->z;",
        "for i in range(10):\n    print(f'{i:>3} | {i ** 2:>5}')",
        "$name = isset($_GET['q']) ? urldecode($_GET['q']) : '';",
        "cat a.txt | sort | uniq -c | sort -rn | head",
        "const f = (a?: number, b?: string) => a?.toFixed(2) ?? '';",
        "SELECT * FROM t WHERE a IN (?,?,?,?,?,?,?,?) AND b LIKE '%20%25%';",
        "<p class=\"a\">&nbsp;&lt;b&gt;</p>",
        "#define LO(x) ((x) & 0xFF)\nx ^= (x << 13);",
        "echo \"&nbsp;\" . $x . \"&copy;\";",
        "if (x > 0) { y = \"&amp;\"; }",
        "mov eax, [ebx+4] ; 0xCC 0xCD",
        "{\"code\":0,\"msg\":\"\\u64cd\\u4f5c\\u6210\\u529f\",\"data\":[]}",
        "{\"url\": \"https://www.shifan.example/?q=%E5%85%AC\", \"n\": null}",
        "a:\n  - b: \"c\"\n  - d: 'e'\n",
    ],
    "regular expressions": ["[\\u4e00-\\u9fff]+", "^(?:19|20)\\d{2}年$", "(?<=〔)\\d{4}(?=〕)", "\\|{3,}", ".{3}\\?\\?$"],
    "addresses": [
        "https://www.shifan.example/s?wd=%E6%94%BF%E5%BA%9C&ie=utf-8&amp_id=2",
        "网址：http://www.shifan.example/a.jsp?x=1&amp;y=2，请点击",
        "https://example.org/%E5%85%AC%E5%BC%80/index.html#%E4%B8%80",
        "ftp://10.1.2.3/上报/2019年(修订版)_v1.2.docx",
        "邮箱 zhangsan@shifan.example；微博 @示范发布 #政务公开#",
        "C:\\Users\\Public\\Desktop\\报告.doc",
        "\\\\server\\share\\u盘备份",
    ],
    "e-mail heads": [
        "Subject: =?UTF-8?B?5pS/5bqc?=",
        "From: a@b.example\nDate: Fri, 3 Jan 2020 10:00:00 +0800\nContent-Type: text/plain; charset=gb2312",
    ],
    "explanations of encodings": [
        "在 HTML 中，&nbsp; 表示不换行空格，&lt; 表示小于号。",
        "“公开”的地址编码是 %E5%85%AC%E5%BC%80。",
        "把“政府”的 UTF-8 字节当作 GBK 读，会得到乱码“鏀垮簻”。",
        "“锟斤拷”“烫烫烫烫”是常见的乱码。",
        "U+FFFD（\ufffd）是替换字符。",
        "字符“公”的转义写法是 \\u516c，“开”是 \\u5f00。",
        "use &eacute; as the HTML entity for é",
        "Mojibake such as ä¸­æ–‡ appears when UTF-8 is read as Latin-1.",
        "BOM（字节顺序标记）为 EF BB BF",
        "全角字母Ａ与半角字母A不同；（）与()不同。",
    ],
    "lists of characters": [
        "⼀⼁⼂⼃⼄⼅⼆⼇⼈⼉",
        "⺀、⺁、⺂、⺃、⺄、⺅、⺆",
        "康熙部首⼈与汉字人写法相同（U+2F08）",
        "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩",
        "饣纟钅讠氵忄犭衤礻艹扌亻彳疒",
        "⿰木子 ⿱山石 ⿴囗玉 〾",
        "ㄅㄆㄇㄈㄉㄊㄋㄌ",
        "注音符號ㄅㄆㄇㄈ是國語的標音符號；「ㄏㄠˇ」讀作好",
        "一丨丶丿乙亅二亠人儿",
        "①②③④⑤ ㈠㈡㈢ ⅠⅡⅢ ⅰⅱⅲ ⒈⒉⒊ ㊣ ㈱ ℃ ㎡ ㎏",
    ],
    "formulas": [
        "当 x≥0 时，f(x)=√x；∑_{i=1}^{n} i² = n(n+1)(2n+1)/6",
        "x^(a+b) = x^a · x^b；|x| ≤ |y|，‖x‖",
        "𝐀𝐱 = 𝐛，𝔽_q，ℝⁿ，ℵ₀",
        "2H₂ + O₂ → 2H₂O；Fe³⁺ + 3OH⁻ → Fe(OH)₃↓",
        "P＜0.05，x̄ ± s，χ²=3.84，PM₂.₅，3×10⁻⁶ mol·L⁻¹",
        "增长率＝（本期数－上期数）÷上期数×100％",
        "\\frac{a}{b} \\leq \\sqrt{2} \\quad \\forall x \\in \\mathbb{R}",
        "A∪B=B∪A；¬(p∧q)⇔¬p∨¬q",
    ],
    "classical Chinese": [
        "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。",
        "關關雎鳩，在河之洲。窈窕淑女，君子好逑。",
        "帝高陽之苗裔兮，朕皇考曰伯庸。",
        "噫吁嚱，危乎高哉！",
        "魑魅魍魉、饕餮、貔貅、狴犴、睚眦",
        "唵嘛呢叭咪吽",
    ],
    "poems and spaced layout": [
        "床前明月光　疑是地上霜\n举头望明月　低头思故乡",
        "目录\n第一章　总则 1\n第二章　公开的范围 5",
        "主送：各市（州）卫生健康委  抄送：省政府办公厅",
        "张三 李四 王五 赵六",
        "张　三　李　四　欧阳修",
        "北京 上海 广州 深圳",
        "　　第一条　为了保障公民的权利，制定本办法。",
        "使用 Python 3.11 编写的 Web 系统（含 API）已上线。",
        "2020 年 1 月 1 日 至 12 月 31 日",
        "春 眠 不 觉 晓",
    ],
    "genuine readings": [
        "涪(fú)陵、睢(suī)阳、单(shàn)县、尉(yù)犁县",
        "亳州（拼音：Bózhōu）的“亳”读作bó，不读háo（毫）。",
        "第一课 生字：卫(wèi)、报(bào)、动(dòng)、务(wù)、国(guó)、会(huì)、开(kāi)。请抄写三遍。",
        "瀍河（chán hé）回族区；龟兹（Qiūcí）、月氏（Yuèzhī）",
        "行(xíng/háng)、重(zhòng/chóng)是多音字。",
        "他问：（知道吗?ok）她答：（好?yes)",
    ],
    "rare names": [
        "镇远县㵲阳镇、王家㘰村、石𬒔村、𬇕水村",
        "李䶮、王𬭎、曹𫖮、仝𣇉、赵翙、龚翀、禤国维",
        "鄠邑区、瀍河区、谯城区、枞阳县、莒县、茌平区、鄄城县",
        "氕氘氚锂铍硼氟氖钪钒铬镓锗砷硒溴氪铷𬬻𬭊𬭳𬭛𬭶鿏",
        "鳙鲢鲫鲤鲈鲟鳊鳜鳗鲥鲳鲽",
        "鑫森淼焱垚、骉犇羴猋鱻",
        "莿桐鄉、朴子市、通霄鎮",
    ],
    "tables": [
        "| 序号 | 项目 | 数量 |\n|---|---|---|\n| 1 | 机构职能 | 4 |\n| | 合计 | 93 |",
        "|||||\n| 一 | 二 | 三 | 四 |",
        "行政复议 |\n行政诉讼 |\n|||||||||||||\n结果维持 |\n结果纠正 |",
        "┌──┬──┐\n│项目│数量│\n├──┼──┤\n│合计│  93│\n└──┴──┘",
        "+-----+-----+\n| a   | b   |\n+-----+-----+",
        "姓名\t性别\t职务\n张三\t男\t主任",
        "年份,收入(万元),增长率\n2018,1234.50,5.6%",
        "首页 | 机构概况 | 政务公开 | 办事服务 | 互动交流 | 网站地图",
        "━━━━━━━━━━━━\n★★★★★\n────────",
    ],
    "markdown": ["# 标题\n\n* 一\n* 二\n\n> 引用 `代码` **重点** [链接](https://shifan.example)", "```\nx = 1 | 2\n```", "---\n***\n___"],
    "forms": [
        "姓名：________ 性别：____ 日期：____年__月__日",
        "日期：????年??月??日",
        "是否公开：☑是 □否　√ × ○ ●",
        "您的意见是？？？？？？请填写：（        ）",
        "满意度：□非常满意　□满意　□不满意",
        "yyyy-mm-dd hh:mm；????-??-?? ??:??",
    ],
    "questions": [
        "有人问：“你去哪里??”他说：“不知道???”",
        "价格：￥100？￥200？？",
        "常见问题：怎么办理???需要什么材料????多久能办好??????",
        "感谢大家的支持????????",
        "What??? When??? Where??? Why??? How??? Who???",
        "烫烫烫！水太烫了，烫得很。",
    ],
    "emoji and signs": [
        "👨‍👩‍👧‍👦 🧑‍⚕️ 👩🏽‍🔬 ❤️ 🇨🇳 1️⃣",
        "※注：★重点 ◆一般 ■完成 ▲△ → ← ↑↓ ☎ ✉ ✓ ✗",
        "【注】《〈书名〉》「引」『号』﹝小﹞ ﹙a﹚ ︵竖︶",
        "…… —— ～ ~ · • ‧ ・ ˙",
        "♪♫ ☀☁☂ ♠♥♦♣",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
    "icons": ["\ue601 首页\n\ue602 政务公开\n\ue603", "更多\ue604", "\uf015 Home \uf002"],
    "currency and units": ["￥35.00、¥35、€20、£15、$9.99、HK$100", "120㎡、5㎏、25℃、30㎝、2㎥、10㎎/L、½、¼、‰"],
    "small texts": ["", " ", "\n", "公", "?", "|", "&", "0", "〔", "（一）", "\t\n\r\n"],
    "white space": ["第一行\r\n第二行\r\n", "a\u00a0b\u2003c\u3000d", "　　缩进\n\n\n空行"],
}  # fmt: skip
CASES = [
    pytest.param(text, id=f"{kind} {number}")
    for kind, texts in SNIPPETS.items()
    for number, text in enumerate(texts)
]


def test_there_are_many_kinds_of_sound_text() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("text", CASES)
def test_sound_text_is_neither_changed_nor_flagged(text: str) -> None:
    mended = repair_text(text)
    assert mended.text == text
    assert mended.applied == ()
    assert set(mended.flags) <= SOFT


@pytest.mark.parametrize("text", CASES)
def test_sound_text_in_a_page_is_neither_changed_nor_flagged(text: str) -> None:
    mended = repair_page(f"<html><head><title>示范</title></head><body><p>{text}</p></body></html>")
    assert text in mended.text
    assert mended.applied == ()
    assert mended.flags == ()


@pytest.mark.parametrize("kind", SNIPPETS)
def test_sound_text_stays_sound_among_reports(kind: str) -> None:
    report = "示范市2020年政府信息公开工作年度报告\n本年度共收到申请12件，办结12件。\n{}\n特此报告。"
    for text in SNIPPETS[kind]:
        whole = report.format(text)
        assert repair_text(whole).text == whole


DAMAGE = st.sampled_from(
    [
        "政府信息公开", "公开", "示范市", "鏀垮簻淇℃伅", "鏀垮簻", "锛?", "锛", "Õþ¸®ÐÅÏ¢", "æ”¿åºœ", "æ¿", "Ã¦Â”Â¿", "淉葬陓洘", "ä¸­", "ÿ", "é",
        "&amp;", "&", "nbsp;", "&#20844;", "&amp;#x5f00;", "&lt;", "b>", "&amp;amp;", "ldquo;", "\\u516c", "\\u5f00", "\\ud83d", "\\ude00", "%u516c",
        "%E5%85%AC", "%E5%BC%80", "%B9%AB", "\u200b", "\ufeff", "\u00ad", "\u200d", "\u202e", "\u202c", "\x00", "\x01", "\x85", "\x9f", "⼈", "⺠", "\uf981",
        "\ue863", "\ue123", "\ue5e5", "\uf0b7", "〔2017", "〔201760号", "〔20221", "60号", "号", "201769", "2022128", "于1125日前", "20176月9日",
        "发布时间:2017-06-09", "时间：2022-02-30", "\n", "\n\n", " ", "\u3000", "\u00a0", "|", "|" * 13, "|" * 31, " | ", "(wèi)", "衛", "務(wù)",
        "（", "）", "(", ")", "?", "??", "??????", "锟斤拷", "烫烫烫烫", "\ufffd", "⠂", "⠼/span>", "<p>", "</p>", "<", "/span>", "２", "0", "Ａ", "自", "然", "人",
        "乱码", "\ud83d", "\ude00", "\udc80", "ئۇيغۇر", "བོད", "㐀", "\U00020bb7", "〇", "年", "月", "日", "。", "，", "ㄗ", "^(qū)",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(), max_size=50),
    st.lists(DAMAGE, max_size=16).map("".join),
    st.lists(st.one_of(DAMAGE, st.text(max_size=4)), max_size=10).map("".join),
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_every_text_is_repaired_once_and_can_be_had_back(text: str) -> None:
    mended = repair_text(text)
    assert undo(mended.text, mended.applied) == text
    again = repair_text(mended.text)
    assert again.text == mended.text
    assert again.applied == ()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(DAMAGE, max_size=5).map("".join), min_size=1, max_size=9), st.data())
def test_runs_say_what_was_replaced_in_each_and_can_be_had_back(runs: list[str], data: st.DataObject) -> None:
    joints = [data.draw(st.sampled_from(["", "\n", " "])) for _ in runs[1:]]
    mended = repair_runs(runs, joints)
    for number, (before, after) in enumerate(zip(runs, mended.runs, strict=True)):
        pieces = mended.replaced.get(number, ())
        assert all(0 <= piece.start <= piece.end <= len(before) for piece in pieces)
        at, rebuilt = 0, []
        for piece in pieces:
            rebuilt += [before[at : piece.start], piece.text]
            at = piece.end
        assert "".join([*rebuilt, before[at:]]) == after
    given_text = "".join(part for pair in zip(runs, [*joints, ""], strict=True) for part in pair)
    made_text = "".join(part for pair in zip(mended.runs, [*joints, ""], strict=True) for part in pair)
    assert undo(made_text, mended.applied) == given_text
