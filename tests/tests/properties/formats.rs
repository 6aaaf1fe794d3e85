//! The formats of text.

use bindery::runtime::table::Format;

/// Texts that have the format, and texts that just do not. The number makes them different ones.
pub(crate) fn texts(format: Format, number: u16) -> (Vec<String>, Vec<String>) {
    let n = number;
    match format {
        Format::Json => sides([format!("[{n}]"), format!("\"{n}\"")], [format!("[{n}"), format!("{n}]")]),
        Format::JsonObject => sides([format!("{{\"a\":{n}}}")], [format!("[{n}]"), format!("{{\"a\":{n}")]),
        Format::JsonArray => sides([format!("[{n}]")], [format!("{{\"a\":{n}}}"), format!("[{n}")]),
        Format::Url => {
            let url = |port: u32| format!("http://h{n}.example:{port}/");
            sides(
                [url(0), url(65_535)],
                [url(65_536), format!("h{n}.example"), format!("ftp://h{n}.example")],
            )
        }
        Format::HttpsUrl => sides([format!("https://h{n}.example")], [format!("http://h{n}.example")]),
        Format::UtcSeconds => {
            days(n, &|day| format!("{day}T00:00:00Z"), &|time| format!("2026-11-22T{time}Z"))
        }
        Format::DateTime => days(n, &|day| format!("{day} 00:00:00"), &|time| format!("2026-11-22 {time}")),
        Format::Time => times(&|time| time.to_owned()),
        Format::EpochSeconds | Format::EpochMillis | Format::Integer => {
            let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
            let passes = [i128::from(n), -i128::from(n), least, most].map(|number| number.to_string());
            sides(
                passes,
                [format!("{n}.5"), format!("{n}x"), (least - 1).to_string(), (most + 1).to_string()],
            )
        }
        Format::FormPairs => sides(
            [format!("a={n}"), format!("a={n}&b=")],
            [format!("a={n}&"), format!("={n}"), format!("a={n}&b")],
        ),
        Format::PooledId => {
            let id = |group: &str| format!("key{n}-5e987ac6-d2e0-4d95-a9d8-{group}");
            let group = format!("{n:012x}");
            sides([id(&group)], [id(&group[1..]), id(&format!("{group}0")), id(&format!("{}g", &group[1..]))])
        }
    }
}

fn sides<const N: usize, const M: usize>(
    passes: [String; N],
    fails: [String; M],
) -> (Vec<String>, Vec<String>) {
    (Vec::from(passes), Vec::from(fails))
}

/// The last day of some month and the day after, and the same for times of day.
fn days(
    number: u16,
    day: &dyn Fn(&str) -> String,
    time: &dyn Fn(&str) -> String,
) -> (Vec<String>, Vec<String>) {
    let (year, month) = (1971 + number / 12 % 120, number % 12 + 1);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let date = |month: u16, of_month: u16| day(&format!("{year}-{month:02}-{of_month:02}"));
    let (mut passes, mut fails) = times(time);
    passes.extend([date(month, 1), date(month, last)]);
    fails.extend([date(month, 0), date(month, last + 1), date(0, 1), date(13, 1)]);
    (passes, fails)
}

fn times(text: &dyn Fn(&str) -> String) -> (Vec<String>, Vec<String>) {
    let passes = ["00:00:00", "23:59:59"].map(text);
    let fails = ["24:00:00", "23:60:00", "23:59:60", "3:59:59"].map(text);
    sides(passes, fails)
}
