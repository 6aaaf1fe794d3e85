//! Changes of a TOP page saved as HTML.

use super::Case;

pub(super) const CASES: &[Case] = &[
    ("1000", "500", &[("limit", "goods")]),
    ("最大长度:64", "最大长度:<b>32</b>", &[("limit", "shelf")]),
    ("jpg,png,gif", "jpg,png,bmp,gif", &[("limit", "image")]),
    ("300 次", "600 次", &[("operation_limit", "quotas")]),
    ("<td>Good []</td><td>必须", "<td>Good []</td><td>可选", &[("required", "goods")]),
    ("<td>shelf</td><td>String", "<td>shelf</td><td>Boolean", &[("type", "shelf")]),
    ("<td>Good []", "<td>String", &[("type", "goods")]),
    (
        "商品价格</li></ul>",
        "商品价格</li></ul><ul><li>└ colour</li><li>String</li><li>可选</li><li>red</li><li>颜色</li></ul>",
        &[("parameter_added", "goods.colour")],
    ),
    (
        "<tr><td>image</td><td>byte[]</td><td>可选</td><td></td><td></td><td>图片，仅支持jpg,png,gif类型的文件</td></tr>\n",
        "",
        &[("parameter_removed", "image")],
    ),
    ("商品名称", "商品名称，最大长度60", &[("limit_stated", "goods.title")]),
    ("instock(库中)", "instock(库中),sold(已售)", &[("enum", "state")]),
    (
        "<tr><td>results",
        "<tr><td>total</td><td>Number</td><td>3</td><td>总数</td></tr>\n<tr><td>results",
        &[("response_added", "total")],
    ),
    (
        "<ul><li>└ good_id</li><li>Number</li><li>1</li><li>商品编号</li></ul>",
        "",
        &[("response_removed", "results.good_id")],
    ),
    (
        "<td>is_all_success</td><td>Boolean",
        "<td>is_all_success</td><td>Number",
        &[("response_type", "is_all_success")],
    ),
    (
        "<tr><td>isv.shop-closed",
        "<tr><td>isv.no-right</td><td>无权限</td><td>请授权</td></tr>\n<tr><td>isv.shop-closed",
        &[("error_added", "isv.no-right")],
    ),
    (
        "<tr><td>isv.too-many-goods</td><td>商品过多</td><td>请删除商品</td></tr>\n",
        "",
        &[("error_removed", "isv.too-many-goods")],
    ),
    ("<p>添加商品，", "<p>该API已废弃，", &[("deprecated", "")]),
    ("<h3>", "<h2 id=\"a\">", &[]),
];
