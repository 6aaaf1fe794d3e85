//! Changes of the page of a Go package.

use super::Case;

pub(super) const CASES: &[Case] = &[
    ("255 字节", "128 字节", &[("limit", "name")]),
    ("255 字节", "255 字符", &[("limit", "name")]),
    ("最大值为 100", "最大值为 50", &[("limit", "period.every")]),
    ("每页最多 50", "每页最多 100", &[("operation_limit", "page_size")]),
    ("有效期为 1 天", "有效期为 24 小时", &[]),
    ("有效期为 1 天", "有效期为 2 天", &[("operation_limit", "idempotency")]),
    ("// 【可选】标识符", "// 【必填】标识符", &[("required", "cid")]),
    ("Every int ", "Every string ", &[("type", "period.every")]),
    ("标识符。", "唯一标识符。", &[]),
    ("标识符。", "标识符，最长 36 个字符。", &[("limit_stated", "cid")]),
    ("clock.UnitWeek 两种", "clock.UnitWeek, clock.UnitMonth 三种", &[("enum", "period.unit")]),
    ("\tPeriod *Period", "\tZone string `json:\"zone\"`\n\tPeriod *Period", &[("parameter_added", "zone")]),
    (
        "\tUnit  clock.Unit",
        "\tDelay int64 `json:\"delay\"`\n\tUnit  clock.Unit",
        &[("parameter_added", "period.delay")],
    ),
    ("\tTimers ", "\tTotal int `json:\"total\"`\n\tTimers ", &[("response_added", "total")]),
    ("Count         int ", "Count         string ", &[("response_type", "count")]),
    ("// 定时器列表", "// Deprecated: 请勿使用。\n\t// 定时器列表", &[("deprecated", "")]),
    ("【必填】次数", "【必填】（已废弃）次数", &[("deprecated", "period.every")]),
    ("\tCID    string  `json:\"cid,omitempty\"` // 【可选】标识符。\n", "", &[("parameter_removed", "cid")]),
    (
        "\tCount         int            `json:\"count,omitempty\"`    // 数量。\n",
        "",
        &[("response_removed", "count")],
    ),
    ("// 【可选】标识符", "// [必填] 标识符", &[("required", "cid")]),
    ("// 【必填】名称", "// 【选填】名称", &[("required", "name")]),
    ("CID 的有效期为 1 天", "CID 在 2 天内有效", &[("operation_limit", "idempotency")]),
    (
        "\tTimers        []string `json:\"timers,omitempty\"` // 列表。\n",
        "",
        &[("response_removed", "timers")],
    ),
    ("// 定时器列表", "// 该接口已停用。\n\t// 定时器列表", &[("deprecated", "")]),
    ("clock.UnitDay, clock.UnitWeek 两种", "`day`, `week`, `month` 三种", &[("enum", "period.unit")]),
];
