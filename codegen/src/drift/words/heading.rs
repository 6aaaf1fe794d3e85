//! The headings of the parts of a page.

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// What the operation is for: before all others, or headed as such.
    Intro,
    /// What is compared with nothing.
    Other,
    /// Request parameters.
    Request,
    /// The members of the answer.
    Answer,
    /// Error codes.
    Errors,
}

const HEADINGS: [(Section, &[&str]); 5] = [
    (
        Section::Intro,
        &[
            "接口说明",
            "接口描述",
            "功能说明",
            "功能描述",
            "操作说明",
            "operation description",
            "deskripsi operasi",
            "操作の説明",
            "작업 설명",
            "操作説明",
            "介面說明",
            "接口功能",
            "descripción de la operación",
            "description de l'opération",
            "description de l’opération",
            "vorgangsbeschreibung",
            "описание операции",
            "mô tả hoạt động",
            "descrição da operação",
        ],
    ),
    (
        Section::Other,
        &[
            "示例",
            "代码示例",
            "示例代码",
            "请求样例",
            "返回样例",
            "使用限制",
            "常见问题",
            "相关文档",
            "注意事项",
            "后续操作",
            "请求头",
            "请求语法",
            "公共请求头",
            "在线调试",
            "sdk 示例",
            "发布说明",
            "release note",
            "常见错误",
            "调试",
            "授权信息",
            "公共参数",
            "请求示例",
            "返回示例",
            "响应示例",
            "异常示例",
            "变更历史",
            "api工具",
            "faq",
            "examples",
            "contoh",
            "debugging",
            "try it now",
            "coba sekarang",
            "ram authorization",
            "authorization information",
            "release notes",
            "catatan rilis",
            "change history",
            "sample requests",
            "sample code",
            "java 示例代码",
            "例",
            "예시",
            "デバッグ",
            "認可情報",
            "ejemplos",
            "exemples",
            "beispiele",
            "调用示例",
            "如何获得此api",
            "错误示例",
            "權限資訊",
            "範例",
            "変更履歴",
            "變更歷史",
        ],
    ),
    (
        Section::Request,
        &[
            "请求参数",
            "请求参数说明",
            "入参",
            "输入参数",
            "业务参数",
            "业务请求参数",
            "request params",
            "request body",
            "请求体",
            "请求体参数",
            "body 参数",
            "query 参数",
            "路径参数",
            "必传参数",
            "パラメーター",
            "リクエスト パラメーター",
            "paramètres de la demande",
            "paramètres de demande",
            "parámetros de petición",
            "anfrageparameter",
            "request-parameter",
            "parametri di richiesta",
            "parametri della richiesta",
            "параметры запроса",
            "พารามิเตอร์คำขอ",
            "พารามิเตอร์ของคำขอ",
            "parâmetros da solicitação",
            "parâmetros de requisição",
            "istek parametreleri",
            "請求參數",
            "request parameters",
            "request parameter",
            "parameter permintaan",
            "リクエストパラメーター",
            "リクエストパラメータ",
            "요청 파라미터",
            "요청 매개변수",
            "요청 매개 변수",
            "parámetros de solicitud",
            "parámetros de la solicitud",
            "paramètres de requête",
            "paramètres de la requête",
            "anforderungsparameter",
            "parâmetros de solicitação",
            "tham số yêu cầu",
            "parameters",
            "参数",
        ],
    ),
    (
        Section::Answer,
        &[
            "返回参数",
            "出参",
            "输出参数",
            "返回字段",
            "响应数据",
            "返回值",
            "返回结果说明",
            "response body",
            "response fields",
            "响应体",
            "レスポンス パラメーター",
            "antwortelemente",
            "элементы ответа",
            "พารามิเตอร์การตอบกลับ",
            "องค์ประกอบการตอบกลับ",
            "elementos de resposta",
            "elementi di risposta",
            "parametri di risposta",
            "phần tử phản hồi",
            "paramètres de la réponse",
            "elemen tanggapan",
            "parameter tanggapan",
            "响应参数",
            "返回数据",
            "回應參數",
            "返回參數",
            "response parameters",
            "response elements",
            "response parameter",
            "elemen respons",
            "parameter respons",
            "レスポンスパラメーター",
            "レスポンスパラメータ",
            "応答パラメーター",
            "応答パラメータ",
            "レスポンス要素",
            "응답 파라미터",
            "응답 매개변수",
            "응답 매개 변수",
            "응답 요소",
            "parámetros de respuesta",
            "elementos de respuesta",
            "paramètres de réponse",
            "éléments de réponse",
            "antwortparameter",
            "parâmetros de resposta",
            "параметры ответа",
            "tham số phản hồi",
            "返回结果",
        ],
    ),
    (
        Section::Errors,
        &[
            "错误码",
            "错误代码",
            "错误码说明",
            "错误码列表",
            "业务错误码",
            "返回码",
            "รหัสข้อผิดพลาด",
            "codes d’erreur",
            "codici di errore",
            "kode galat",
            "hata kodları",
            "httpcode",
            "http code",
            "错误码解释",
            "錯誤碼",
            "error codes",
            "error code",
            "kode kesalahan",
            "エラーコード",
            "오류 코드",
            "códigos de error",
            "codes d'erreur",
            "fehlercodes",
            "códigos de erro",
            "коды ошибок",
            "mã lỗi",
            "http status code",
            "http状态码",
            "http 状态码",
        ],
    ),
];

/// The part that begins with this line, if it is a heading.
pub(crate) fn heading(line: &str) -> Option<Section> {
    let line =
        unnumbered(line.trim().trim_matches(['#', '*', '`', ' ', ':', '：', '【', '】'])).to_lowercase();
    let found =
        |line: &str| HEADINGS.iter().find(|(_, words)| words.contains(&line)).map(|(section, _)| *section);
    // A list or a table of parameters is headed as such.
    let bare = ["列表", "说明", "說明", "表", "如下", "一览", " list", " table"]
        .iter()
        .find_map(|end| line.strip_suffix(end));
    found(&line).or_else(|| {
        found(bare?.trim())
            .filter(|section| matches!(section, Section::Request | Section::Answer | Section::Errors))
    })
}

/// A heading without the number before it, as in `2. `, `二、` or `（一）`.
fn unnumbered(line: &str) -> &str {
    let is_number = |next: char| next.is_ascii_digit() || "一二三四五六七八九十.".contains(next);
    let open = line.trim_start_matches(['(', '（']);
    let rest = open.trim_start_matches(is_number);
    let is_numbered = rest.len() < open.len();
    let marked = rest.trim_start_matches(['.', '、', ')', '）', ' ', '\u{3000}']);
    if is_numbered && marked.len() < rest.len() + usize::from(open[..open.len() - rest.len()].ends_with('.'))
    {
        return marked;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Section, heading};

    #[test]
    fn headings_are_found_however_they_are_written() {
        for line in [
            "请求参数",
            "## 请求参数",
            "**请求参数：**",
            "2. 请求参数",
            "二、请求参数",
            "请求参数列表",
            "3.1 Request parameters",
        ] {
            assert_eq!(heading(line), Some(Section::Request), "{line}");
        }
        assert_eq!(heading("示例说明"), None);
        assert_eq!(heading("10 个"), None);
    }
}
