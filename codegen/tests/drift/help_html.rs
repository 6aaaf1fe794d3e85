//! Changes of a page saved as HTML, some of it broken.

use super::Case;

pub(super) const CASES: &[Case] = &[
    ("<b>1000</b>", "<em>1,000</em>", &[]),
    ("<b>1000</b>", "1万", &[("limit", "LampIds")]),
    ("<b>1000</b>", "500", &[("limit", "LampIds")]),
    ("&nbsp;50", " 80", &[("operation_limit", "quotas")]),
    ("最长 32", "最长 64", &[("limit", "RoomId")]),
    ("24 小时", "12 小时", &[("operation_limit", "TaskId")]),
    ("<h2>", "<h3 class=\"x\" data-a='>'>", &[]),
    ("<p>room-1</p>", "<div><span>room-2</span></div>", &[]),
    ("备注。", "备注，最多 20 个字符。", &[("limit_stated", "Note")]),
    ("<td>Note<", "<td>Note <s>已废弃</s><", &[("deprecated", "Note")]),
    ("<p>开关一个房间的灯。</p>", "<div>本接口已下线。</div>", &[("deprecated", "")]),
    ("<p>RoomId</p></td><td><p>string", "<p>RoomId</p></td><td><p>integer", &[("type", "RoomId")]),
    ("<p>string</p></td><td><p>是", "<p>string</p></td><td><p>否", &[("required", "RoomId")]),
    ("<tr><td>Note<td>string<td>否<td>备注。<td>abc\n", "", &[("parameter_removed", "Note")]),
    (
        "<tr><td>Note",
        "<tr><td>Delay<td>long<td>是<td>延时。<td>1\n<tr><td>Note",
        &[("parameter_added", "Delay")],
    ),
    ("<li>OFF：关灯。", "<li>OFF：关灯。<li>BLINK：闪烁。", &[("enum", "Mode")]),
    (
        "<tr><td>RequestId",
        "<tr><td>Lux</td><td>double</td><td>亮度。</td><td>1</td></tr>\n<tr><td>RequestId",
        &[("response_added", "Lamps.Lux")],
    ),
    (
        "<tr><td>Lit</td><td>boolean</td><td>是否亮着。</td><td>true</td></tr>\n",
        "",
        &[("response_removed", "Lamps.Lit")],
    ),
    ("<td>TaskId</td><td>long", "<td>TaskId</td><td>string", &[("response_type", "TaskId")]),
    (
        "<tr><td>500",
        "<tr><td>403</td><td>NoRight</td><td>No right.</td><td></td></tr>\n<tr><td>500",
        &[("error_added", "NoRight")],
    ),
    (
        "<tr><td>400</td><td>InvalidLamp.%s</td><td>The lamp is invalid.</td><td></td></tr>\n",
        "",
        &[("error_removed", "InvalidLamp.%s")],
    ),
    ("<td>400</td><td>RoomNotFound", "<td>404</td><td>RoomNotFound", &[("error_status", "RoomNotFound")]),
    ("</td></tr>", "", &[]),
    ("<h1>", "<ul><li>DimLamps</li></ul><a href=\"#\">SwitchBulbs</a><h1>", &[]),
    ("<td>", "<td title='a > b'>\n", &[]),
    ("<body", "<body data-page=\"1\"", &[]),
];
