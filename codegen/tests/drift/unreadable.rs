//! Pages that cannot be compared: what they are, what they hold, and what is said of them.

pub(super) const PAGES: &[(&str, &str, &str)] = &[
    ("nothing", "", "the page is empty"),
    ("blanks", " \n\t\n", "the page is empty"),
    (
        "no text",
        "<!DOCTYPE html><html><body><div id=\"app\"></div><script src=\"app.js\"></script></body></html>",
        "the page is empty",
    ),
    ("to log in", "<html><body><h1>登录</h1><form>账号 密码</form></body></html>", "no operation is named"),
    (
        "not there, with the title of one that was",
        "<html><head><title>SwitchLamps - 404</title></head><body><p>抱歉，您访问的页面不存在。</p></body></html>",
        "no table of request parameters",
    ),
    (
        "filled by a script",
        "<html><head><title>SwitchLamps</title><script>{\"RoomId\": \"string\"}</script></head><body>Loading…</body></html>",
        "no table of request parameters",
    ),
    (
        "of an unknown operation",
        "taobao.shop.goods.delete (删除商品)\n请求参数\nid Number 必须\n",
        "of which there is no specification",
    ),
    (
        "of an unknown package",
        "other\npackage\ntype API interface {\n\t// GET `/v9/others`\n\tGet(id string) (*Result, error)\n}\n",
        "makes no call",
    ),
    ("of a package without calls", "other\npackage\ntype Thing struct {\n\tA int\n}\n", "says which call"),
    (
        "another table",
        "SwitchLamps\n请求参数\nFoo | string | 是 | x | y |\nBar | string | 否 | x | y |\n",
        "lists none of its parameters",
    ),
];
