//! Changes of a TOP page.

use super::Case;

pub(super) const CASES: &[Case] = &[
    ("最大列表长度:1000", "最大列表长度：1,000", &[]),
    ("最多1000个", "不超过1千个", &[]),
    ("最大列表长度:1000", "最大列表长度:500", &[("limit", "goods")]),
    ("最大长度:64", "最大长度:32", &[("limit", "shelf")]),
    ("jpg,png,gif", "jpg,png", &[("limit", "image")]),
    ("jpg,png,gif", "png,gif,jpg", &[]),
    ("300 次/分钟", "600 次/分钟", &[("operation_limit", "quotas")]),
    ("300 次/分钟", "300 次/秒", &[("operation_limit", "quotas")]),
    ("goods Good [] 必须", "goods Good [] 可选", &[("required", "goods")]),
    ("shelf String 可选", "shelf Number 可选", &[("type", "shelf")]),
    ("• └ price\n    • Number", "• └ price\n    • String", &[("type", "goods.price")]),
    ("商品价格", "商品的价格", &[]),
    (
        "商品价格\n",
        "商品价格\n    • └ colour\n    • String\n    • 可选\n    • red\n    • 颜色\n",
        &[("parameter_added", "goods.colour")],
    ),
    ("shelf String", "seller String 可选 卖家\nshelf String", &[("parameter_added", "seller")]),
    ("image byte[] 可选 图片，仅支持jpg,png,gif类型的文件\n", "", &[("parameter_removed", "image")]),
    ("商品名称", "商品名称，最大长度60", &[("limit_stated", "goods.title")]),
    ("instock(库中)", "instock(库中),sold(已售)", &[("enum", "state")]),
    ("onsale(在售),instock(库中)", "onsale,instock", &[]),
    ("results GoodResult", "total Number 3 总数\n    results GoodResult", &[("response_added", "total")]),
    (
        "    • └ good_id\n    • Number\n    • 1\n    • 商品编号\n",
        "",
        &[("response_removed", "results.good_id")],
    ),
    ("is_all_success Boolean", "is_all_success String", &[("response_type", "is_all_success")]),
    (
        "isv.shop-closed",
        "isv.no-right 无权限 请授权\n    isv.shop-closed",
        &[("error_added", "isv.no-right")],
    ),
    ("    isv.too-many-goods 商品过多 请删除商品\n", "", &[("error_removed", "isv.too-many-goods")]),
    ("添加商品，调用", "【已废弃】添加商品，调用", &[("deprecated", "")]),
    ("  • 货架", "  • 货架，已废弃", &[("deprecated", "shelf")]),
];
