"""Chrome found by element: class, id and tag names that portals give to furniture, and to nothing else.

Names that portals also give to the article (`content`, `info`, `main`, `list`, `title`) have no place here. An
element that holds most of the page's prose is not furniture, whatever its name: the labeller sees to that.
"""

from __future__ import annotations

from pipelines.chrome.rule import ChromeRule

ELEMENT_RULES: tuple[ChromeRule, ...] = (
    ChromeRule(
        "qr_box",
        "qr",
        "box with the QR code of this page",
        selector="#qr_container, #div_div, #qrcode, #QRCode, #qrCode, .ewm, .info_ewm, .sweep, .qrcode, .erweima, "
        ".ewmbox, .ewm_box, .hbgov-qrcode-content, .qr-code, .code-img, .xxgk-ewm, .pageQrcode, .sjewm",
        keeps="a QR code that the article itself prints is an image in a paragraph",
    ),
    ChromeRule(
        "page_furniture",
        "file",
        "running heads, running feet and page numbers of an attached file, marked when it was made into a page",
        selector=".page-furniture",
        keeps="a page number that the text itself mentions",
    ),
    ChromeRule(
        "share_box",
        "share",
        "share buttons of Baidu, JiaThis, bShare, social-share and of the CMS families",
        selector=".bdsharebuttonbox, .bdshare, #bdshare, .bds_more, a[data-cmd], .social-share, .jiathis_style, "
        ".bshare-custom, .-mob-share, .fenxiang, .fx, .shareBox, .share-box, .share_box, .sharebox, .share, #share, "
        ".hbgov-share-block, .gwd_share, .m-share, .share-list, .news_share, .con_share, .addthis_toolbox, "
        ".article-share, .share-wrap, .weixin-share, .share-btn, .sharing, .xl-share, .pagefx, #share-1, #share-2",
        keeps="信息共享, 分享经验 in text",
    ),
    ChromeRule(
        "font_box",
        "font_size",
        "大 中 小 switches",
        selector="#fontSize, .fontsize, .fontSize, .font-size, .zihao, .ziti, .font_size, .changeFont, .fontbox, "
        '.zoomfont, a[href^="javascript:doZoom"], a[href^="javascript:dozoom"], a[onclick*="doZoom"], '
        'a[href^="javascript:fontZoom"], a[onclick*="fontZoom"], .textsize, .txtsize',
        keeps="大中小企业",
    ),
    ChromeRule(
        "print_box",
        "print_close",
        "print, close, collect and speak buttons",
        selector='.print, .dayin, .printer, .print-box, .pagePrint, a[href*="window.print"], a[onclick*="print("], '
        'a[href*="window.close"], a[onclick*="window.close"], .tools-bar, .article-tools, .langdu, .read-aloud, '
        ".goTop, .gotop, #goTop, .backtop, .back-top, .toTop, #toTop, .backToTop, .btn-close, .closewin",
    ),
    ChromeRule(
        "counter_box",
        "counter",
        "visit counter, filled by a script",
        selector="#hits, .hits, .visitcount, #visitcount, #hitcount, #ClickNum, .click-num, .liulan, #pv, .llcs",
        keeps="访问量 in a sentence of the report",
    ),
    ChromeRule(
        "breadcrumb_box",
        "breadcrumb",
        "where the page stands in the site; `fields` reads the column from it",
        selector=".breadcrumb, .breadcrumbs, .bread-crumb, .BreadcrumbNav, .breadcrumb-nav, .position, .bread, "
        ".crumbs, .crumb, .dqwz, .location, .curmb, .weizhi, .current-position, .currentpath, .bread-nav, "
        ".breadcrumb_nav, .position-nav, .curpos, .address-bar, .xx_weizhi, .webpos, #position, #crumb, #location",
    ),
    ChromeRule(
        "prev_next_box",
        "prev_next",
        "links to the neighbouring articles",
        selector=".prev-next, .prevnext, .sxp, .pre-next, .page-turn, .prev_next, .prenext, .syxyp, .sxypage, "
        ".article-pager, .upDown, .updown, .nextprev, .page-nav",
    ),
    ChromeRule(
        "related_box",
        "related",
        "lists of related and popular articles; their links are kept as related documents",
        selector=".xg-list, .xglj, .relnews, .pannel-title, .related, .xgwz, #xgwz, .xgyd, .xgzx, .xgxx, .xgnews, "
        ".relevant, .about-news, .tjyd, .rdtj, .related-news, .related-list, .relatedNews, .xgjd, .xgwj, "
        ".hot-news, .hotnews, .guanlian, .recommend, .likes, .relation",
        keeps="解读 is a body word",
    ),
    ChromeRule(
        "editor_box",
        "editor",
        "who edited the page for the site",
        selector=".zrbj, .bianji, .responsible-editor, .editor-name, .article-editor, .pages-editor",
    ),
    ChromeRule(
        "header_element",
        "site_header",
        "site name, navigation and search above the article",
        selector="header, nav, .header, #header, .nav, #nav, .navbar, .topnav, .top-nav, .mainnav, .main-nav, "
        ".navigation, .topbar, .top-bar, #topbar, .site-header, .head-nav, .topmenu, .menu, #menu, .submenu, "
        ".sidemenu, .leftnav, .left-nav, .side-nav, .sidenav, .weather, .logo, #logo, .logobox, .subnav",
    ),
    ChromeRule(
        "footer_element",
        "footer",
        "publisher, licence numbers and friendly links below the article",
        selector="footer, .footer, #footer, .foot, #foot, .footbox, .foot-box, .site-footer, .footer-box, .copyright, "
        "#copyright, .copy-right, .bottom-nav, .footnav, .footlink, .friendlink, .friend-link, .friendlinks, .yqlj, "
        "#_ideConac, #imgConac, #_jiucuo_, #_span_jiucuo, .conac, .jiucuo, .beian, .icp",
        keeps="the contact sentence of a report, which stands in the article",
    ),
    ChromeRule(
        "accessibility_box",
        "accessibility",
        "switches for the elderly and the blind, and for traditional script",
        selector=".wza, #wza, .zzms, .wzayd, .oldman, .wza-box, .gh-mode, .laonian, #accessibility, .barrier-free, "
        ".wzabar, .zzhms, .slh, .language, .lang-box, .jianfan",
    ),
    ChromeRule(
        "map_widget",
        "widget",
        "Baidu map: copyright, scale and controls",
        selector='[class^="BMap_"], .anchorBL, .BMapLib_SearchInfoWindow, #allmap, .amap-copyright, .amap-logo',
    ),
    ChromeRule(
        "player_box",
        "widget",
        "the words of a video or sound player: times, speeds, error messages",
        selector=".mplayer, .video-player, .videoPlayer, .prism-player, .vjs-control-bar, .vjs-modal-dialog, .vjs-text-track-settings, "
        ".jw-controls, .dplayer, .aliplayer, .xgplayer, .ckplayer, .txp_player, .audio-player, .audioPlayer",
        keeps="the caption under a video",
    ),
    ChromeRule(
        "side_widget",
        "widget",
        "floating bars, service robots, site search and its hot words",
        selector=".side-bar, .sidebar, .sideBar, .float-bar, .floatbar, .right-float, .fixed-bar, .rightbar, .kefu, "
        ".robot, .search, #search, .searchbox, .search-box, .search-bar, .hotword, .hotwords, .hot-words, .rsc, "
        ".znwd, .suspension, .suspend, .toolbar, .right-tool, .popup, .modal, .layui-layer, .dialog, .mask",
    ),
    ChromeRule(
        "comment_box",
        "form",
        "readers' comments and the form that asks for them",
        selector=".comment, .comments, #comment, #comments, .pinglun, #pinglun, .liuyan, .comment-list, .comment-form, "
        ".message-board, .pl_box, .satisfaction, .pingjia, .evaluate",
    ),
    ChromeRule(
        "form_control",
        "form",
        "buttons and labels of forms; not fieldset, which editors use as a frame around text",
        selector="button, label, progress, meter",
    ),
)
