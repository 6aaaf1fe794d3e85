//! The headers of tables of members.

/// What a column of a table of members holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The wire name.
    Name,
    /// The type.
    Type,
    /// Whether it is required.
    Required,
    /// A sample value.
    Example,
    /// Words about the member.
    Words,
}

const COLUMNS: [(Column, &[&str]); 5] = [
    (
        Column::Name,
        &[
            "parameter",
            "parameters",
            "parameter name",
            "name",
            "element",
            "field",
            "field name",
            "名称",
            "名稱",
            "参数",
            "参数名",
            "参数名称",
            "字段",
            "字段名",
            "参数名字",
            "參數",
            "nama",
            "nama parameter",
            "elemen",
            "パラメーター",
            "パラメータ",
            "要素",
            "名前",
            "フィールド",
            "매개변수",
            "파라미터",
            "이름",
            "요소",
            "nombre",
            "parámetro",
            "elemento",
            "nom",
            "paramètre",
            "élément",
            "champ",
            "nome",
            "parâmetro",
            "имя",
            "параметр",
            "элемент",
            "название",
            "tham số",
            "phần tử",
            "tên",
            "พารามิเตอร์",
            "องค์ประกอบ",
            "ชื่อ",
            "bezeichnung",
        ],
    ),
    (
        Column::Type,
        &[
            "type",
            "data type",
            "类型",
            "数据类型",
            "字段类型",
            "参数类型",
            "類型",
            "資料類型",
            "tipe",
            "tipe data",
            "型",
            "タイプ",
            "データ型",
            "유형",
            "타입",
            "데이터 유형",
            "tipo",
            "tipo de datos",
            "tipo de dados",
            "typ",
            "datentyp",
            "тип",
            "тип данных",
            "loại",
            "kiểu",
            "ประเภท",
            "type de données",
        ],
    ),
    (
        Column::Required,
        &[
            "required",
            "mandatory",
            "optional",
            "必填",
            "是否必选",
            "是否必须",
            "是否必填",
            "是否必需",
            "必选",
            "必须",
            "必需",
            "是否必要",
            "wajib",
            "diperlukan",
            "必須",
            "필수",
            "필수 여부",
            "obligatorio",
            "requerido",
            "obligatoire",
            "requis",
            "erforderlich",
            "obrigatório",
            "обязательный",
            "обязательно",
            "обязателен",
            "bắt buộc",
            "จำเป็น",
        ],
    ),
    (
        Column::Example,
        &[
            "example",
            "example value",
            "sample",
            "sample value",
            "示例值",
            "示例",
            "样例",
            "取值样例",
            "例子",
            "範例值",
            "範例",
            "contoh",
            "contoh nilai",
            "例",
            "サンプル値",
            "예",
            "예시",
            "예제",
            "ejemplo",
            "exemple",
            "beispiel",
            "exemplo",
            "пример",
            "ví dụ",
            "ตัวอย่าง",
        ],
    ),
    (
        Column::Words,
        &[
            "description",
            "remarks",
            "notes",
            "default",
            "default value",
            "描述",
            "说明",
            "更多限制",
            "默认值",
            "备注",
            "含义",
            "參數說明",
            "說明",
            "deskripsi",
            "keterangan",
            "説明",
            "설명",
            "descripción",
            "beschreibung",
            "descrição",
            "описание",
            "mô tả",
            "คำอธิบาย",
            "constraints",
        ],
    ),
];

/// What the cell of a header announces.
fn column(cell: &str) -> Option<Column> {
    let cell = cell.trim().trim_matches(['*', '`', ' ', ':', '：']).to_lowercase();
    let found = COLUMNS.iter().find(|(_, words)| words.contains(&cell.as_str()));
    found.map(|(column, _)| *column)
}

/// What the cells of a header announce, if they are one: names and types are among them. Of a column with an
/// unknown word nothing is known but that it is there.
pub(crate) fn columns(cells: &[&str]) -> Option<Vec<Column>> {
    let known: Vec<Option<Column>> = cells.iter().map(|cell| column(cell)).collect();
    let has = |wanted| known.contains(&Some(wanted));
    let is_header = has(Column::Name) && has(Column::Type) && (2..=9).contains(&cells.len());
    is_header.then(|| known.into_iter().map(|column| column.unwrap_or(Column::Words)).collect())
}

/// How many cells of the header of a table of members stand here.
pub(crate) fn header_length<'c>(mut cells: impl Iterator<Item = &'c str> + Clone) -> usize {
    let Some(second) = cells.clone().nth(1) else { return 0 };
    if column(second) != Some(Column::Type) {
        return 0;
    }
    2 + cells.by_ref().skip(2).take(6).take_while(|cell| column(cell).is_some()).count()
}

/// Whether a cell is one of a header.
pub(crate) fn is_header(cell: &str) -> bool {
    column(cell).is_some()
}
