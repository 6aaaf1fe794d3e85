//! What generating costs: specifications of one ordinary operation many times over, and a run of the program on the
//! real specifications that changes nothing.
//!
//! The operation has 8 parameters, an answer of 6 members and 9 error codes. Run it with
//! `cargo bench -p bindery-codegen --bench generate`; each finding is printed as a line that begins with `result:`.

#![expect(clippy::expect_used, reason = "what stands in the way of a measurement must end it")]
#![expect(clippy::print_stdout, reason = "the findings are for whoever started it")]

use bindery_codegen::{Source, generate};
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

const SERVICE: &str = include_str!("../tests/fixtures/service.json");
const OPERATION: &str = include_str!("Send0.json");

const FEW: u32 = 1_000;
const MANY: u32 = 10_000;

/// A limit of the operation, and a tighter one.
const LIMIT: &str = "\"max_length\": 64";
const TIGHTER: &str = "\"max_length\": 32";

/// The first argument of a run that only measures.
const ONCE: &str = "once";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [ONCE, operations] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        println!("{}", measure(operations.parse().expect("a number")).as_nanos());
        return;
    }
    let mut criterion = Criterion::default().configure_from_args();
    if !arguments.iter().any(|argument| argument == "--bench") {
        // Not a benchmark but a test that it would run.
        bench(&mut criterion, 1);
        return;
    }
    println!("result: lines of generated code for one operation = {} (goal about 100)", lines());
    bench(&mut criterion, FEW);
    bench(&mut criterion, MANY);
    criterion.final_summary();
    tell_times();
    tell_memory();
    tell_no_change();
    tell_comparisons();
}

/// A service with so many operations.
fn sources(operations: u32) -> Vec<Source> {
    let operation = |number| {
        let name = format!("Send{number}");
        Source::new(format!("demo/{name}.json"), OPERATION.replace("Send0", &name))
    };
    let service = Source::new("demo/service.json", SERVICE);
    (0..operations).map(operation).chain([service]).collect()
}

fn lines() -> usize {
    let outputs = generate(&sources(1)).expect("good specifications");
    let output = outputs.iter().find(|output| output.path == "demo/send0.rs");
    output.map(|output| output.text.lines().count()).expect("a file of the operation")
}

/// How long this process takes to generate so many operations, formatted, on one core.
fn measure(operations: u32) -> Duration {
    let sources = sources(operations);
    let start = Stopwatch::start();
    black_box(generate(black_box(&sources))).expect("good specifications");
    start.elapsed()
}

/// The same in a process of its own. Its tables live to its end, and memory is as new to it as to the program.
fn once(operations: u32) -> Duration {
    let program = std::env::current_exe().expect("a path of this program");
    let output = Command::new(program).args([ONCE, &operations.to_string()]).output();
    let text = String::from_utf8(output.expect("this program can be started").stdout).unwrap_or_default();
    Duration::from_nanos(text.trim().parse().expect("a number of nanoseconds"))
}

fn bench(criterion: &mut Criterion, operations: u32) {
    let mut group = criterion.benchmark_group("generate");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_millis(500));
    group.throughput(Throughput::Elements(operations.into()));
    group.bench_function(BenchmarkId::from_parameter(operations), |bencher| {
        bencher.iter_custom(|runs| (0..runs).map(|_| once(operations)).sum());
    });
    group.finish();
}

/// Few and many operations in turn, each time equally many, so that a busy machine slows both alike.
fn tell_times() {
    const ROUNDS: usize = 9;
    let mut ratios = Vec::with_capacity(ROUNDS);
    let mut shortest = Duration::MAX;
    for _ in 0..ROUNDS {
        let few: Duration = (0..MANY / FEW).map(|_| once(FEW)).sum();
        let many = once(MANY);
        ratios.push(many.as_secs_f64() / few.as_secs_f64() * f64::from(MANY / FEW));
        shortest = shortest.min(many);
    }
    ratios.sort_by(f64::total_cmp);
    let (ratio, rate) = (ratios[ROUNDS / 2], f64::from(MANY) / shortest.as_secs_f64());
    println!("result: generate, time of {MANY} operations to that of {FEW} = {ratio:.2} (goal at most 10.5)");
    println!("result: generate, operations a second on one core = {rate:.0} (goal at least 3500)");
}

/// What the program holds at most while it reads, generates and writes.
fn tell_memory() {
    for operations in [FEW, MANY] {
        let root = folder("memory");
        for Source { path, text, .. } in sources(operations) {
            write(&root.join("specs").join(path), &text);
        }
        match peak(&mut program(&root)) {
            Some(kilobytes) => {
                let megabytes = f64::from(kilobytes) * 1024.0 / 1e6;
                let goal = if operations == MANY { " (goal at most 300)" } else { "" };
                println!(
                    "result: generate, peak memory of {operations} operations in MB = {megabytes:.0}{goal}"
                );
            }
            None => println!("generate, peak memory: only Linux tells"),
        }
    }
}

/// How long the program takes to check many operations, and to compare them with ones of which every hundredth has
/// a tighter limit.
fn tell_comparisons() {
    let root = folder("comparisons");
    for (at, Source { path, text, .. }) in sources(MANY).into_iter().enumerate() {
        write(&root.join("specs").join(&path), &text);
        let tighter = if at % 100 == 0 { text.replacen(LIMIT, TIGHTER, 1) } else { text };
        write(&root.join("changed").join(&path), &tighter);
    }
    let seconds = |arguments: &[&str], status: i32| {
        let once = || {
            let start = now();
            let ended = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"))
                .current_dir(&root)
                .args(arguments)
                .stdout(Stdio::null())
                .status()
                .expect("the generator can be started");
            assert_eq!(ended.code(), Some(status), "{arguments:?}");
            start.elapsed()
        };
        (0..3).map(|_| once()).min().unwrap_or_default().as_secs_f64()
    };
    seconds(&["generate", "--specs", "specs", "--out", "out"], 0);
    let check = seconds(&["check", "--specs", "specs", "--out", "out"], 0);
    println!("result: check, seconds for {MANY} operations = {check:.2}");
    let diff = seconds(&["diff", "specs", "changed"], 1);
    println!("result: diff, seconds for {MANY} operations, {} changed = {diff:.2}", MANY / 100);
}

/// The most memory that the child ever held, in KiB, as the system counts it until the child ends.
fn peak(child: &mut Command) -> Option<u32> {
    let mut child = child.spawn().expect("the generator can be started");
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait().expect("a child can be waited for").is_none() {
        // A child that has just ended has a status without memory.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).or(most);
        std::thread::sleep(Duration::from_micros(200));
    }
    most
}

/// A run on a copy of the real specifications after one that wrote everything.
fn tell_no_change() {
    let root = folder("no_change");
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    copy(&specs, &root.join("specs"));
    run(&root);
    let before = times(&root);
    let shortest = (0..10).map(|_| run(&root)).min().unwrap_or_default();
    let after = times(&root);
    let touched = after.iter().filter(|(path, time)| before.get(*path) != Some(*time)).count();
    println!(
        "result: generate, seconds of a run that changes nothing = {:.3} (goal under 0.2)",
        shortest.as_secs_f64()
    );
    println!("result: generate, files touched by a run that changes nothing = {touched} (goal 0)");
}

/// How long the program takes from its start to its end.
fn run(root: &Path) -> Duration {
    let start = now();
    let status = program(root).status().expect("the generator can be started");
    let took = start.elapsed();
    assert!(status.success(), "the specifications are good");
    took
}

/// The program, about to generate from one folder below the root into another.
fn program(root: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
    program.arg("generate").arg("--specs").arg(root.join("specs")).arg("--out").arg(root.join("out"));
    program.stdout(Stdio::null());
    program
}

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder can be emptied");
    }
    folder
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let below = path.strip_prefix(from).expect("a path below the folder");
        write(&to.join(below), &fs::read_to_string(&path).expect("a text"));
    }
}

/// Every file with the time of its last change.
fn times(root: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let changed = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).expect("a time");
    files(root).into_iter().map(|path| (changed(&path), path)).map(|(time, path)| (path, time)).collect()
}

fn files(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Tells the time that this thread had a core to itself, where the system counts it, so that whatever else the
/// machine does adds little; elsewhere the time by the clock.
struct Stopwatch {
    core: Option<Duration>,
    clock: Instant,
}

impl Stopwatch {
    fn start() -> Self {
        Self { core: Self::core(), clock: now() }
    }

    fn elapsed(&self) -> Duration {
        match (self.core, Self::core()) {
            (Some(start), Some(end)) => end.saturating_sub(start),
            _ => self.clock.elapsed(),
        }
    }

    fn core() -> Option<Duration> {
        let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark needs the clock")]
fn now() -> Instant {
    Instant::now()
}
