//! The words of pages in the languages that the vendors write.

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Before all others.
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

const HEADINGS: [(Section, &[&str]); 4] = [
    (
        Section::Other,
        &[
            "示例",
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
            "change history",
            "変更履歴",
            "變更歷史",
        ],
    ),
    (
        Section::Request,
        &[
            "请求参数",
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
            "параметры запроса",
            "tham số yêu cầu",
            "parameters",
            "参数",
        ],
    ),
    (
        Section::Answer,
        &[
            "返回参数",
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
    let line = line.trim().trim_matches(['#', '*', ' ', ':', '：']).to_lowercase();
    let found = HEADINGS.iter().find(|(_, words)| words.contains(&line.as_str()));
    found.map(|(section, _)| *section)
}

/// Whether a cell says that a parameter is required.
pub(super) fn required(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "是" | "必须" | "必填" | "yes" | "ya" | "required" | "true" | "はい" | "예" | "sí" | "si" | "oui"
        | "ja" | "sim" | "да" | "có" | "必須" => Some(true),
        "否" | "可选" | "選填" | "no" | "tidak" | "optional" | "false" | "いいえ" | "아니요" | "아니오"
        | "non" | "nein" | "não" | "нет" | "không" | "任意" | "オプション" | "opsional" => {
            Some(false)
        }
        _ => None,
    }
}

const HEADERS: [&str; 56] = [
    "parameter",
    "parameters",
    "name",
    "element",
    "field",
    "type",
    "required",
    "description",
    "example",
    "example value",
    "名称",
    "类型",
    "必填",
    "是否必选",
    "是否必须",
    "是否必填",
    "描述",
    "示例值",
    "更多限制",
    "示例",
    "名稱",
    "類型",
    "必填",
    "範例值",
    "参数",
    "parameter name",
    "nama",
    "elemen",
    "tipe",
    "wajib",
    "diperlukan",
    "deskripsi",
    "contoh",
    "パラメーター",
    "パラメータ",
    "要素",
    "名前",
    "型",
    "タイプ",
    "必須",
    "説明",
    "例",
    "データ型",
    "매개변수",
    "이름",
    "유형",
    "타입",
    "필수",
    "설명",
    "예",
    "예시",
    "nombre",
    "tipo",
    "obligatorio",
    "descripción",
    "ejemplo",
];

const TYPE_HEADERS: [&str; 11] =
    ["type", "类型", "類型", "tipe", "型", "タイプ", "データ型", "유형", "타입", "tipo", "typ"];

/// How many cells of the header of a table of members stand here.
pub(crate) fn header_length<'c>(mut cells: impl Iterator<Item = &'c str> + Clone) -> usize {
    let is_type = |cell: &str| TYPE_HEADERS.contains(&cell.trim().to_lowercase().as_str());
    let Some(second) = cells.clone().nth(1) else { return 0 };
    if !is_type(second) {
        return 0;
    }
    2 + cells.by_ref().skip(2).take(5).take_while(|cell| is_header(cell)).count()
}

/// Whether a cell is one of a header.
pub(crate) fn is_header(cell: &str) -> bool {
    HEADERS.contains(&cell.trim().to_lowercase().as_str())
}

const DEPRECATED: [&str; 24] = [
    "已废弃",
    "废弃参数",
    "被废弃",
    "已弃用",
    "已棄用",
    "弃用",
    "不再使用",
    "不再支持",
    "已下线",
    "废弃",
    "deprecated",
    "obsolete",
    "no longer used",
    "no longer supported",
    "usang",
    "tidak digunakan lagi",
    "非推奨",
    "廃止",
    "더 이상 사용되지",
    "사용 중단",
    "obsoleto",
    "obsolète",
    "veraltet",
    "устарел",
];

/// Words before which another thing is what is out of use.
const OF_ANOTHER: [&str; 9] =
    ["replac", "替代", "代替", "取代", "instead of", "not ", "未", "并未", "menggantikan"];

/// Whether a sentence says that what it is about is out of use.
pub(crate) fn says_deprecated(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let found = DEPRECATED.iter().filter_map(|word| sentence.find(word)).min();
    found.is_some_and(|at| !OF_ANOTHER.iter().any(|word| sentence[..at].contains(word)))
}

const THIS_OPERATION: [&str; 20] = [
    "本接口",
    "该接口",
    "此接口",
    "本api",
    "该api",
    "此api",
    "接口已",
    "api已",
    "this operation",
    "this api",
    "the operation",
    "operasi ini",
    "api ini",
    "このapi",
    "この操作",
    "이 작업",
    "이 api",
    "esta operación",
    "esta api",
    "diese operation",
];

/// Whether a sentence of a page's introduction says that the operation is out of use.
pub(crate) fn operation_is_deprecated(sentence: &str, operation: &str) -> bool {
    let lower = sentence.to_lowercase();
    let trimmed = lower.trim_start_matches(['【', '[', '(', '（', '*', '>', ' ', '-', '•']);
    let is_about =
        lower.contains(&operation.to_lowercase()) || THIS_OPERATION.iter().any(|words| lower.contains(words));
    let begins = DEPRECATED.iter().any(|word| trimmed.starts_with(word));
    says_deprecated(sentence) && (is_about || begins)
}

/// The sentences of a text.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '\n', '；', '！']).flat_map(|part| part.split(". "))
}
