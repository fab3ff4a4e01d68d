"""The fictional bodies that publish: places with their departments, districts and roads."""

from dataclasses import dataclass

DEPARTMENTS: tuple[tuple[str, str], ...] = (
    ("教育局", "教"),
    ("水务局", "水"),
    ("商务局", "商"),
    ("民政局", "民"),
    ("卫生健康委员会", "卫"),
    ("审计局", "审"),
    ("交通运输局", "交"),
    ("住房和城乡建设局", "建"),
    ("农业农村局", "农"),
    ("医疗保障局", "医保"),
    ("应急管理局", "应急"),
    ("统计局", "统"),
    ("退役军人事务局", "退役"),
    ("市场监督管理局", "市监"),
    ("文化和旅游局", "文旅"),
    ("自然资源局", "资"),
)


@dataclass(frozen=True)
class Place:
    """One locality: names, the short form used in document numbers, and words its reports draw on."""

    name: str
    short: str
    host: str
    region: str
    serial: str
    districts: tuple[str, ...]
    roads: tuple[str, ...]
    area_code: str
    first_department: int

    @property
    def government(self) -> str:
        """The people's government of the place."""
        return self.name + "人民政府"

    def issuers(self, count: int) -> tuple[tuple[str, str], ...]:
        """Give `count` publishing bodies with the short form each uses in document numbers."""
        rest = (DEPARTMENTS[(self.first_department + n) % len(DEPARTMENTS)] for n in range(count - 1))
        own = ((self.government, self.short + "政办函"),)
        return own + tuple((self.name + title, self.short + short + "函") for title, short in rest)

    @property
    def site_code(self) -> str:
        """The ten-character site code: six digits of the division, four of the site."""
        return self.region + self.serial


SHIFAN = Place(
    "示范市",
    "示",
    "www.shifan.example",
    "990100",
    "0007",
    ("东桥区", "南塘区", "西岭区", "北苑区", "清溪县", "云麓县", "双港县"),
    ("府前路", "人民东路", "滨河大道", "学苑街"),
    "0990",
    0,
)
YANGLI = Place(
    "样例县",
    "样",
    "www.yangli.example",
    "990123",
    "0012",
    ("城关镇", "柳林镇", "白鹭镇", "枫桥乡", "石坝乡", "三河街道", "望江街道"),
    ("县府街", "解放路", "柳林大道", "文昌巷"),
    "0991",
    3,
)
MOFAN = Place(
    "模范市",
    "模",
    "www.mofan.example",
    "990200",
    "0003",
    ("新城区", "老城区", "临湖区", "金坪县", "玉泉县", "安和县", "高新区"),
    ("建设大道", "和平路", "湖滨路", "科技街"),
    "0992",
    6,
)
BIAOGAN = Place(
    "标杆市",
    "标",
    "www.biaogan.example",
    "990300",
    "0021",
    ("海珠湾区", "龙岗岭区", "鹤鸣县", "木棉县", "榕江县", "港前新区", "松山区"),
    ("迎宾路", "港湾大道", "榕荫路", "东堤路"),
    "0993",
    9,
)
JIUYANG = Place(
    "旧样县",
    "旧",
    "www.jiuyang.example",
    "990424",
    "0005",
    ("旧城镇", "古塘镇", "桑园乡", "黄土坡乡", "河口镇", "青石镇", "南关街道"),
    ("老街", "中山路", "环城西路", "桥头路"),
    "0994",
    12,
)
