//! Changes of a page whose tables have one cell a line.

use super::Case;

pub(super) const CASES: &[Case] = &[
    ("上限 1000", "上限 1,000", &[]),
    ("上限 1000", "上限 1.000", &[]),
    ("上限 1000", "上限 1千", &[]),
    ("10000 次", "1万次", &[]),
    ("24 小时", "1 天", &[]),
    ("10000 次", "5000 次", &[("operation_limit", "TaskId")]),
    ("24 小时", "48 小时", &[("operation_limit", "TaskId")]),
    ("开关一个房间的灯。", "打开或关闭某房间中的灯。", &[]),
    ("开关一个房间的灯。", "该接口已废弃，请使用 DimLamps。", &[("deprecated", "")]),
    ("备注。", "（已废弃）备注。", &[("deprecated", "Note")]),
    ("备注。", "备注。长度不超过 64 个字符。", &[("limit_stated", "Note")]),
    ("最长 32 个字符", "最长 16 个字符", &[("limit", "RoomId")]),
    ("最长 32 个字符", "最长 32 个字节", &[("limit", "RoomId")]),
    ("RoomId\n\nstring", "RoomId\n\nlong", &[("type", "RoomId")]),
    ("RoomId\n\nstring\n\n是", "RoomId\n\nstring\n\n否", &[("required", "RoomId")]),
    ("RoomId\n\nstring\n\n是", "RoomId\n\nstring", &[]),
    ("LampIds\n\narray", "LampIds\n\nboolean", &[("type", "LampIds")]),
    (
        "Note\n\nstring",
        "Delay\n\ninteger\n\n否\n\n延时。\n\n1\n\nNote\n\nstring",
        &[("parameter_added", "Delay")],
    ),
    ("Note\n\nstring\n\n否\n\n备注。\n\nabc\n", "", &[("parameter_removed", "Note")]),
    ("上限 1000", "上限 500", &[("limit", "LampIds")]),
    ("  • OFF：关灯。", "  • OFF：关灯。\n\n  • BLINK：闪烁。", &[("enum", "Mode")]),
    ("QPS 为 50", "QPS 为 80", &[("operation_limit", "quotas")]),
    (
        "RequestId\n\nstring",
        "Done\n\nboolean\n\n是否完成。\n\ntrue\n\nRequestId\n\nstring",
        &[("response_added", "Lamps.Done")],
    ),
    (
        "TaskId\n\nlong",
        "Done\n\nboolean\n\n是否完成。\n\ntrue\n\nTaskId\n\nlong",
        &[("response_added", "Done")],
    ),
    ("Lit\n\nboolean\n\n是否亮着。\n\ntrue\n\n", "", &[("response_removed", "Lamps.Lit")]),
    ("TaskId\n\nlong", "TaskId\n\nstring", &[("response_type", "TaskId")]),
    ("500 InternalError", "403 NoRight No right.\n500 InternalError", &[("error_added", "NoRight")]),
    ("400 InvalidLamp.%s The lamp is invalid. 灯不存在。\n", "", &[("error_removed", "InvalidLamp.%s")]),
    ("400 RoomNotFound", "404 RoomNotFound", &[("error_status", "RoomNotFound")]),
];
