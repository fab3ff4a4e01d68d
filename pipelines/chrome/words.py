"""Chrome found by words: a line is furniture when the *whole* line is one of these, never when it contains one.

Expressions are matched from end to end on folded lines: full width made half width, white space dropped, 【】 and
〔〕 written [ ]. Hence no blanks and no full-width colons below.
"""

from __future__ import annotations

import re

from pipelines.chrome.prose import is_notice
from pipelines.chrome.rule import ChromeRule

_DATE = r"\d{4}[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12]\d|3[01])日?(?:\d{1,2}:\d{2}(?::\d{2})?)?"
_BUTTON = (
    r"(?:打印(?:本页|文章|页面|此页|此文|本文|正文|当前页)?|关闭(?:本页|窗口|页面|当前页面?|网页|此页)?|收藏(?:本页|本文)?|加入收藏|设为首页|"
    r"返回(?:顶部|首页|列表|上一?[页级])?|回到顶部|下载文字版|下载图片版|下载(?:word|pdf)版?|我要纠错|网站?纠错|纠错|"
    r"朗读|语音播报|听全文|播放|暂停|停止|字体|大|中|小|超大|特大|默认|标准|放大|缩小|保存|全真版|文字版|推荐|转发|"
    r"[aA][+-]?|复制(?:本页)?(?:链接|网址)|email|E-mail|top|TOP|Top|分享|页面|文章|保护视力色)"
)
_SHARE = (
    r"(?:分享(?:到|至|本文|本页|链接|按钮|给好友)?|一键分享|转发(?:到|至)?|微信(?:好友|朋友圈|扫一扫)?|朋友圈|(?:新浪|腾讯|搜狐|网易|官方|人民)?微博|"
    r"QQ(?:空间|好友)?|qq空间|qq好友|豆瓣(?:网)?|人人网?|开心网?|百度贴吧|贴吧|更多|复制链接|手机快传|weixin|weibo|qzone|"
    r"推特|facebook|twitter|打印|收藏|选择其他平台>*|一键通|搜藏)"
)

WORD_RULES: tuple[ChromeRule, ...] = (
    ChromeRule(
        "qr_line",
        "qr",
        "invitation to open this page on a telephone",
        words=r"(?:用?(?:手机|微信)?[“\"]?(?:请)?扫一扫[”\"]?[,，]?(?:(?:用|使用)?(?:在)?手机(?:上|端)?(?:打开|查看|浏览|阅读|访问)?(?:当前|此|本)?(?:页面?|网页|网站)?"
        r"|分享(?:到|至|给)?.{0,12}|添加.{0,18})?|(?:手机|微信|用微信)[“\"]?扫一扫[”\"]?(?:打开|查看|分享|关注)?(?:此|当前|本)?(?:页面?|网页)?|"
        r"扫(?:描)?(?:一)?(?:二维码|码)(?:分享(?:到|至)手机|在手机(?:上)?(?:打开|查看|浏览)(?:当前|此|本)?(?:页面?|网页)?|(?:用)?手机(?:打开|查看|浏览).{0,6})?|"
        r"微信里点[“\"]发现[”\"],?扫一下,?(?:二维码便可将本[文页]分享至朋友圈)?|二维码生成专用|(?:微信)?二维码|手机(?:版|端)?二维码|"
        r"打开微信,?点击底部的[“\"]发现[”\"].*|使用[“\"]扫一扫[”\"]即可将网页分享至朋友圈.?|点击右上角.{0,20}打开|"
        r"(?:用)?(?:微信|手机)?扫(?:描)?(?:一)?(?:二维)?码(?:二维码)?(?:阅读|查看|浏览|分享|打开|访问)?(?:此|当前|本)?(?:页面?|网页|文)?|分享(?:至|到)?好友和(?:微信)?朋友圈|手机(?:阅读|浏览|查看|访问)(?:此|当前|本)?(?:页面?|网页)?|"
        r"扫一扫(?:手机)?(?:浏览|访问|打开|查看)?(?:本|当前|手机)?(?:页面?|网页|网站|版))[。.!]?",
        keeps="扫一扫二维码关注“健康示范”公众号 in a sentence",
    ),
    ChromeRule(
        "share_line",
        "share",
        "names of networks and share buttons, alone or in a row",
        words=rf"[:|/、\]\[>]*+(?>{_SHARE}[:|/、\]\[>]*+)+",
        where="edge",
        keeps="微信公众号3682条, 微博数: a count is a statistic of the report",
    ),
    ChromeRule(
        "share_label",
        "share",
        "the label of a share bar says what it is wherever it stands",
        words=rf"\[?(?:一键)?(?:分享|转发)(?:到|至|本文|本页)?:?\]?(?>{_SHARE}[:|/、]*+)*|(?:JiaThis|Baidu|UJian|bShare)Button(?:BEGIN|END)",
    ),
    ChromeRule(
        "font_line",
        "font_size",
        "字号：[大 中 小]",
        words=r"[\[(|]*(?:正文)?(?:选择)?(?:字[号体](?:大小|显示|选择)?|视力保护色?|保护视力色?|文字大小)[:\[(|]*+(?>(?:超大|特大|大|中|小|默认|标准|正常|[aA][+-]?|[ABCTabct]|\+|-)[\])\[(、/|]*+)*+"
        r"(?>(?:打印|关闭|收藏|分享|保存|我要纠错|朗读)[\]|\[本页文章窗口]*+)*+|[\[(]?(?:大[|/、]?中[|/、]?小|小[|/、]?中[|/、]?大|A\+A-?|T\|T)[\])]?",
        where="anywhere",
        keeps="大中小企业, 中小学",
    ),
    ChromeRule(
        "button_line",
        "print_close",
        "print, close, collect, top: buttons written as words",
        words=rf"[\[\]()|<>/、·]*+(?>{_BUTTON}[\[\]()|<>/、·:]*+)+",
        where="edge",
        keeps="关闭企业12家, 打印机采购",
    ),
    ChromeRule(
        "button_bracket",
        "print_close",
        "a button in brackets says what it is wherever it stands",
        words=r"(?:\[(?:打印|关闭|收藏|纠错|返回|我要|下载文字|下载图片|字体|朗读|视力)[^\[\]。]{0,8}\])+",
    ),
    ChromeRule(
        "counter_line",
        "counter",
        "label of a counter with or without its number",
        words=r"[\[(|]*(?:已?(?:有)?(?:本[页文站])?(?:被)?(?:浏览|阅读|访问|点击|点阅|查看|累计|人气)(?:次数|总?数|总?量|人次|人数|率)?[:(]?(?:\d[\d,]*|[Ll]oading\.*|加载中\.*|-)?(?:人次|次|人)?[\])|。]*)"
        r"|(?:浏览|阅读|点击|访问)次数?:?.{0,3}次|次|(?:您|你)是(?:本[站页])?第\d*位(?:访问者|访客|读者|浏览者)[。.]?|本[页文站]已?被?(?:浏览|阅读|访问|点击)\d*次",
        where="edge",
        keeps="网站总访问量120万次 in a sentence",
    ),
    ChromeRule(
        "breadcrumb_line",
        "breadcrumb",
        "当前位置：首页 > 政务公开 > 年报",
        find=lambda line: _breadcrumb(line),
        where="edge",
        keeps="a sentence with 您的位置 in it",
    ),
    ChromeRule(
        "prev_next_line",
        "prev_next",
        "上一篇：… 下一篇：…",
        words=r"[\[(<\-·*]*(?:上一?|下一?|前一?|后一?)(?:篇|条|个|则|主题)(?:文章|信息|新闻|内容)?[:>\])]*.{0,80}|没有了|(?:已经?是)(?:第一|最后一?)(?:篇|条|页)(?:了)?",
        where="tail",
    ),
    ChromeRule(
        "pager_line",
        "prev_next",
        "page numbers under an article of several pages",
        words=r"(?=.*(?:页|全文))[\[\]<>|()/·]*+(?>(?:首页|上一?页|前一?页|下一?页|后一?页|尾页|末页|全文|阅读全文|余下全文|第?\d{1,3}/\d{1,3}页?|共\d{1,3}页|第\d{1,3}页|\d{1,3}|转到|跳转|GO|\.{2,3})[\[\]<>|()/·]*+){2,}+",
        where="tail",
        keeps="a row of numbers is a table's, and stands in one",
    ),
    ChromeRule(
        "related_heading",
        "related",
        "heading of a list of related pages; the list under it goes with it",
        words=r"[\[(◆■●>·]*(?:相关|关联|热点|热门|推荐|猜你|延伸|更多)(?:链接|文档|稿件|阅读|解读|文章|新闻|信息|报道|资讯|内容|推荐|政策|文件|图解|推荐阅读|喜欢|视频|专题|主题)(?:推荐)?[:\])>]*(?:更多>*|more>*)?|政策解读:|图解:|解读:",
        where="tail",
        keeps="解读 is a body word",
    ),
    ChromeRule(
        "attachment_heading",
        "attachment_heading",
        "heading of an attachment box with nothing under it",
        words=r"[\[(◆■●>·]*(?:(?:相关)?附件(?:下载|列表|信息)?|文件下载|点击下载|下载附件|相关下载|相关附件下载)[:\])>]*(?:无|暂无)?",
        where="tail",
        keeps="附件：1.… is a list of the document",
    ),
    ChromeRule(
        "editor_line",
        "editor",
        "who edited the page for the site",
        words=r"(?>\[[^\]:]{1,6}\])*+[\[(【]*(?:(?:本[页文]|网站|信息|页面|稿件)?(?:责任?编辑|责编|(?:网络|网站|本期|执行|值班)?编辑|主编|编审|编发|核发|审校|审核(?:人|者)?|校对|初审|复审|终审|一审|二审|三审|录入(?:人|者|员)?|发布人|上传人|审稿(?:人)?|供稿(?:人|单位|科室|部门)?|值班(?:主任|编辑)|监制|签发|核稿|信息员|拟稿人?|上传|打印人|发布者?))[:/丨|][^。;]{0,60}",
        where="tail",
        keeps="a sentence on 三审三校",
    ),
    ChromeRule(
        "meta_line",
        "meta_bar",
        "date, source and author under the title that no field reader took",
        words=rf"[\[(|]*(?:(?:信息|文章|稿件|内容|新闻|资料|发布|公开)?(?:来源|出处|提供|机构|单位|部门|作者|撰稿|记者)[:/]|"
        rf"(?:发布|发表|更新|公开|生成|成文|印发|录入|添加|加入|上传|创建|发文|编辑|稿件|信息)(?:时间|日期)[:/](?={_DATE}|\D|$)|(?:时间|日期)[:/](?=\d{{4}}[-/.]|\D|$)|(?:时间|日期)发布[:/]|发布于|来源[:/]?)"
        rf"(?:{_DATE}|[^。;；]{{0,60}}).{{0,20}}|[\[(]*{_DATE}(?:来源|作者|浏览|字体|发布|点击|\|)[^。]{{0,60}}",
        where="head",
        keeps="来源： in a note under a table",
    ),
    ChromeRule(
        "index_line",
        "meta_bar",
        "cells of the disclosure index above the article that no field reader took",
        words=r"(?:索引号|信息索引|信息名称|信息类别|主题分类|主题词|关键词|组配分类|发布机构|发文机关|发文字号|文号|公开(?:责任部门|方式|范围|程序|时限|日期|形式|目录)|有效性|内容概述|生成日期|成文日期|生效日期|废止日期|发布日期|体裁(?:分类)?|服务对象(?:分类)?|信息有效性|时效性|载体|文件?编号)[:：].{0,120}",
        where="head",
    ),
    ChromeRule(
        "header_line",
        "site_header",
        "site name and menu words above the title",
        words=r"[|/>·]*+(?>(?:网站首页|首页|机构(?:概况|设置|职能|简介)|政务公开|政府信息公开(?:指南|制度|年报|目录|专栏)?|信息公开|办事服务|"
        r"政务服务|网上办事|互动交流|政民互动|公众参与|新闻(?:中心|动态|资讯)|专题专栏|专题|领导之窗|数据开放|解读回应|"
        r"政策(?:文件|法规|解读)|通知公告|公告公示|法定主动公开内容|依申请公开|登录|注册|用户登录|个人中心|退出|微信|微博|客户端|"
        r"手机版|高级搜索|搜索|热搜词:?|欢迎您|您好,?|你好,?)[|/>·]*+)+"
        r"|[\u4e00-\u9fff]{2,24}(?:人民政府|委员会|局|厅|办公室|政府)(?:门户)?(?:网站|网)?|走进.{2,6}|热搜词?.{0,20}|今天是.{0,40}|"
        r"(?:网站|本站)已?支持[Ii][Pp][Vv]6(?:访问)?|(?:欢迎您|您好|你好).{0,10}",
        where="head",
        keeps="the publisher's name under the article is the signature",
    ),
    ChromeRule(
        "footer_line",
        "footer",
        "publisher, licence numbers, browser advice",
        find=lambda line: _footer(line),
        where="tail",
        keeps="邮编, 电话 and 地址 in the contact sentence",
    ),
    ChromeRule(
        "accessibility_line",
        "accessibility",
        "switches for the elderly and the blind, and for other scripts",
        words=r"[\[(|/·]*+(?>(?:无障碍(?:浏览|模式|阅读|版|通道|服务)?|长者(?:模式|助手|专区|版|专版)?|关怀版|适老版|老年(?:模式|版)|大字版|关怀模式|适老化(?:模式|版|无障碍)?|进入(?:关怀|适老|长者|老年).{0,4}|退出老年人模式|进入老年人模式|读屏专用|"
        r"繁體(?:中文|版)?|繁体(?:中文|版)?|简体(?:中文|版)?|切換到繁體|简繁?|繁|简|english|English|ENGLISH|EN|移动版|手机版|网站支持IPv6|智能(?:问答机器人|问答|机器人|客服|推荐))[\])|/·]*)+",
        where="anywhere",
        keeps="a sentence on 适老化 and 无障碍改造",
    ),
    ChromeRule(
        "map_tail",
        "widget",
        "what is left of a Baidu map in text",
        words=r"(?:©|\(c\))?(?:\d{4})?Baidu(?:-GS\(.*)?|map|Map|百度地图|地图",
        where="end",
    ),
    ChromeRule(
        "widget_line",
        "widget",
        "robots, search and account words",
        words=r"(?:QQ客服|在线客服|(?:官方)?微信公众号|官方微(?:信|博)|站内搜索|热搜词?:?|智能问答|我要咨询|我要投诉|意见建议|网上信访|移动客户端|政务(?:微信|微博|新媒体))",
        where="edge",
        keeps="微信公众号3682条",
    ),
    ChromeRule(
        "form_line",
        "form",
        "comment and search forms",
        words=r"(?:全部留言|匿名评论|我要评论|发表评论|网友评论|提交(?:留言|评论)?|验证码:?.{0,6}|验证码:?看不清.{0,6}|昵称:?|(?:您|你)?对?(?:本[文页]|该信息)的?评价:?|联系手机:?|用户名:?|密码:?|留言内容:?|看不清.{0,8}|换一张|重置|登录后.{0,12}|评论\(?\d*\)?(?:条)?|(?:您|你)?对本[页文].{0,12}满意.{0,6}|满意|基本满意|不满意|点赞\d*|赞\d*)",
        where="tail",
    ),
    ChromeRule(
        "code_line",
        "code",
        "script and style that a template writes as text",
        find=lambda line: _code(line),
    ),
    ChromeRule(
        "bar_line",
        "code",
        "table bars that another extractor left on lines of their own",
        words=r"[|｜]+",
        keeps="a bar between the cells of a flattened row",
    ),
    ChromeRule(
        "notice_line",
        "footer",
        "sentences a site prints on every page: on comments, cookies, outward links, reprints, old browsers",
        find=is_notice,
        keeps="what a report says of its own web site",
    ),
    ChromeRule(
        "disclaimer_line",
        "footer",
        "the notice of sites on foreign links and on reprints",
        words=r"(?:您访问的链接即将离开.{0,40}|(?:是否)?继续访问.{0,6}|放弃|确定|取消|(?:声明|免责声明|版权声明):本[网站].{0,120}|本文(?:地址|链接|网址|标题|来源):.{0,120}|(?:原文|本页|文章)?(?:链接|网址|地址):https?:.{0,200})",
        where="tail",
    ),
)

_CRUMB_LABEL = re.compile(
    r"[\[(|]*(?:您|你)?(?:的|现在的?|当前的?|目前|所在|当前所?在)*(?:位置|所在位置|栏目)(?:是|为|在)?[:：>].{0,120}|(?:您|你)?(?:现在|当前)(?:的|所在)*位置.{0,100}"
)
_CRUMB_STEPS = re.compile(r"(?:网站)?首页(?:[>›»/\\-]+|::|→|＞).{0,120}")
_FOOTER = re.compile(
    r"(?:.{0,40}(?:版权所有|网站地图|icp备|ICP备|公网安备|公安备|网站标识码|备案号|建议使用.{0,30}(?:浏览器|分辨率)|copyright|Copyright|COPYRIGHT|©|技术支持[:：]|网站声明|网站找错|政府网站找错|"
    r"网站维护[:：]|运行维护单位|PoweredBy|Poweredby|ProducedBy|党政机关|事业单位标识|违法和不良信息举报|[^的]友情链接).{0,80}"
    r"|(?:主办(?:单位)?|承办(?:单位)?|主管(?:单位)?|协办单位|管理单位|制作单位|建设单位|维护单位|运维单位)[:：].{0,80}|[|/·:>]*+(?>(?:联系我们|关于我们|网站声明|网站地图|站点地图|版权保护|隐私(?:声明|保护)|安全隐私|免责声明|友情链接|设为首页|加入收藏|使用帮助|帮助中心|"
    r"常见问题|返回顶部|RSS订阅|政务邮箱|网站概况|法律声明|版权声明)[|/·:>]*+)+)"
)
_CODE = re.compile(
    r"(?:\$\(.{1,40}\)\.|var\w+=|function\w*\(|document\.|window\.|<!--|/\*|//<!\[CDATA|\.[A-Za-z_][\w.#>,*-]*\{|@page|@font-face|<\?xml|<o:|\{?mso-|manuscriptPage_?\d*\(|v\\:\*|table\.MsoNormal)"
)


def _breadcrumb(line: str) -> bool:
    if _CRUMB_LABEL.fullmatch(line) or _CRUMB_STEPS.fullmatch(line):
        return "。" not in line
    return line.startswith(("首页", "网站首页")) and sum(line.count(step) for step in ">›»") >= 2


def _footer(line: str) -> bool:
    return "。" not in line and _FOOTER.fullmatch(line) is not None


def _code(line: str) -> bool:
    return _CODE.match(line) is not None and any(mark in line for mark in "{}();=")
