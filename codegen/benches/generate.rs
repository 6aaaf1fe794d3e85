//! How fast the generator is: specifications of one ordinary operation, many times over.
//!
//! The operation has 8 parameters, an answer of 6 members and 9 error codes.

use bindery_codegen::{Source, generate};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

const SERVICE: &str = include_str!("../tests/fixtures/service.json");
const OPERATION: &str = include_str!("Send0.json");

/// A service with so many operations.
fn sources(operations: u64) -> Vec<Source> {
    let operation = |number| {
        let name = format!("Send{number}");
        Source::new(format!("demo/{name}.json"), OPERATION.replace("Send0", &name))
    };
    let service = Source::new("demo/service.json", SERVICE);
    (0..operations).map(operation).chain([service]).collect()
}

fn generation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generate");
    group.sample_size(10);
    for operations in [100, 1_000] {
        let sources = sources(operations);
        group.throughput(Throughput::Elements(operations));
        group.bench_function(BenchmarkId::from_parameter(operations), |bencher| {
            bencher.iter(|| black_box(generate(black_box(&sources))));
        });
    }
    group.finish();
}

criterion_group!(benches, generation);
criterion_main!(benches);
