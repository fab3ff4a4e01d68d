"""Text as mirror kits disguise it: traditional characters, some followed by their toned pinyin in brackets.

A kit converts by a table of single characters, leaves characters with several traditional forms alone, and
annotates every occurrence of some of the converted ones.
"""

ANNOTATED = (
    "开開kāi 条條tiáo 请請qǐng 区區qū 报報bào 发發fā 关關guān 办辦bàn 费費fèi 县縣xiàn 对對duì 众衆zhòng 经經jīng 务務wù "
    "业業yè 项項xiàng 编編biān 问問wèn 会會huì 阅閱yuè 动動dòng 补補bǔ 标標biāo 设設shè 议議yì 进進jìn 类類lèi 联聯lián "
    "计計jì 减減jiǎn 应應yīng 过過guò 数數shù 评評píng 视視shì 检檢jiǎn 领領lǐng 国國guó 农農nóng 户戶hù 属屬shǔ 现現xiàn "
    "门門mén 络絡luò 测測cè 员員yuán 审審shěn 图圖tú 结結jié 访訪fǎng 优優yōu 养養yǎng 资資zī 财財cái 质質zhì 题題tí "
    "护護hù 档檔dàng 监監jiān 规規guī 执執zhí 购購gòu 许許xǔ 医醫yī"
)
CONVERTED = (
    "况況 内內 电電 栏欄 诉訴 个個 机機 网網 为爲 职職 邮郵 询詢 单單 与與 话話 讼訟 读讀 专專 录錄 号號 训訓 没沒 贴貼 据據 "
    "临臨 万萬 广廣 别別 来來 责責 册冊 汇匯 态態 点點 种種 沟溝 长長 扫掃 张張 层層 华華 党黨 场場 试試 围圍 绕繞 听聽 线線 "
    "讲講 当當 担擔 预預 览覽 随隨 仅僅 频頻 齐齊 将將 够夠 课課 旧舊 轮輪 义義 纸紙 传傳 维維 码碼 体體 签籤 园園 边邊 写寫 "
    "闻聞 馆館 组組 织織 参參 环環 两兩 实實 时時 历歷 状狀 乡鄉 产產 抚撫 处處 罚罰 决決 级級 说說 赁賃 济濟 争爭 头頭 负負 "
    "双雙 满滿 馈饋 统統 让讓 载載 滨濱 记記 换換 较較 响響 书書 缩縮 压壓 连連 绩績 营營 总總 们們 从從 释釋 调調 浏瀏 晒曬 "
    "侧側 台臺"
)

_TABLE = str.maketrans(
    {
        **{entry[0]: f"{entry[1]}({entry[2:]})" for entry in ANNOTATED.split()},
        **{entry[0]: entry[1] for entry in CONVERTED.split()},
    }
)


def disguise(text: str) -> str:
    """Give `text` as the mirror prints it."""
    return text.translate(_TABLE)
